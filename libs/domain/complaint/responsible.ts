import type { Role } from '../policy/role.js';
import type { ComplaintState } from './complaint-state.js';

/** The role whose turn it is in the case's present status. */
export function responsibleRole(state: ComplaintState): Role {
  switch (state.status) {
    case 'accepted':
      return 'head-of-unit';
    case 'assigned':
    case 'fact-finding':
      return 'officer';
    case 'rejection-proposed':
    case 'reported':
      return 'head-of-agency';
    default:
      return 'central-desk';
  }
}
