import type { Policy } from '../policy/policy.js';
import type { Role } from '../policy/role.js';
import { holdersOf } from '../routing/routing.js';
import type { Instant } from '../time/instant.js';
import { clockDefinitions } from './clockwork.js';
import type { CommandName } from './command.js';
import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';

/** The role that the pack names to decide the matter. */
export const matterDecider = ({ category }: ComplaintState, { categories }: Policy): Role =>
  categories.find(({ id }) => id === category)?.decidedBy ?? 'head-of-agency';

/** The role that the pack names to decide the extension asked for. */
export const extensionDecider = ({ category, extensionRequest }: ComplaintState, policy: Policy): Role =>
  clockDefinitions(policy, category).find(({ id }) => id === extensionRequest?.clock)?.extension?.decidedBy ??
  'head-of-agency';

/**
 * Whether the decision is this member of staff's: whoever holds the role that the pack names, climbing past those who are
 * kept out, or the head of agency above them all. True for commands that decide nothing.
 */
export function isTheirsToDecide(
  command: CommandName,
  staff: string,
  state: ComplaintState,
  { policy, directory }: Pick<DecisionContext, 'policy' | 'directory'>,
  at: Instant,
): boolean {
  if (command !== 'decide' && command !== 'decide-extension') return true;
  const role = command === 'decide' ? matterDecider(state, policy) : extensionDecider(state, policy);
  return [role, 'head-of-agency' as const].some((one) =>
    holdersOf(one, state, directory, at)?.people.some(({ id }) => id === staff),
  );
}
