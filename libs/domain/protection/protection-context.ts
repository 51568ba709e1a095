import type { Calendar } from '../clock/calendar.js';
import type { ComplaintState } from '../complaint/complaint-state.js';
import type { Policy } from '../policy/policy.js';
import type { Directory } from '../routing/directory.js';

/** What the rules may look at besides the state and the command. `complaint`: the case as it stands now. */
export interface ProtectionContext {
  policy: Policy;
  calendar: Calendar;
  directory: Directory;
  complaint: ComplaintState;
}
