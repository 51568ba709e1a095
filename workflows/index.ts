export { complaint } from './complaint/complaint.workflow.js';
export { dataRequest } from './data-request/data-request.workflow.js';
export { protection } from './protection/protection.workflow.js';
export { retention } from './retention/retention.workflow.js';
