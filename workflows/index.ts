export { complaint } from './complaint/complaint.workflow.js';
