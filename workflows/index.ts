export { complaint } from './complaint/complaint.workflow.js';
export { protection } from './protection/protection.workflow.js';
export { retention } from './retention/retention.workflow.js';
