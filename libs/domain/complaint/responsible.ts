import type { Policy } from '../policy/policy.js';
import type { Role } from '../policy/role.js';
import type { ComplaintState } from './complaint-state.js';
import { matterDecider } from './deciding.js';

/** The role whose turn it is in the case's present status. */
export function responsibleRole(state: ComplaintState, policy: Policy): Role {
  switch (state.status) {
    case 'accepted':
      return 'head-of-unit';
    case 'assigned':
    case 'fact-finding':
      return 'officer';
    case 'rejection-proposed':
      return 'head-of-agency';
    case 'reported':
      return matterDecider(state, policy);
    default:
      return 'central-desk';
  }
}
