import type { Calendar } from '../clock/calendar.js';
import type { Policy } from '../policy/policy.js';
import type { Token } from '../routing/token.js';
import type { ComplaintState } from './complaint-state.js';
import type { Directory } from '../routing/directory.js';

/** What `decide` may look at besides the state and the command. `calendar` = the pack's plus declared holidays. */
export interface DecisionContext {
  policy: Policy;
  calendar: Calendar;
  directory: Directory;
  /** Tokens of the people and units whom the complainant's new words name. */
  named?: { persons: Token[]; units: Token[] };
  /** For `link`: the leader as it stands now, null when there is none the actor may see. */
  leader?: Pick<ComplaintState, 'reference' | 'leader' | 'excluded'> | null;
}
