import type { CommandName } from '#domain/complaint/command.js';
import { clockDefinitions } from '#domain/complaint/clockwork.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { isCarrier } from '#domain/complaint/deciders.js';
import { isTheirsToDecide } from '#domain/complaint/deciding.js';
import { nextActions } from '#domain/complaint/next-actions.js';
import { noticesNow } from '#domain/complaint/subjects.js';
import type { Policy } from '#domain/policy/policy.js';
import { holdersOf } from '#domain/routing/routing.js';
import type { Instant } from '#domain/time/instant.js';
import type { SignedIn } from '../staff-access/signed-in.js';

/** The clocks of the case that may still be given more time, with how much. */
export const extendableClocks = (state: ComplaintState, policy: Policy) =>
  clockDefinitions(policy, state.category).flatMap((definition) => {
    const running = state.clocks.find(({ id, stoppedAt }) => id === definition.id && stoppedAt === null);
    const { extension } = definition;
    const isLeft =
      extension !== undefined && running !== undefined && running.extensions.length < extension.times;
    return isLeft ? [{ ...definition, extension }] : [];
  });

/** What the transition table lets the person do, less what policy and organisation would refuse at once. */
export function possibleActions(
  { viewer, directory }: SignedIn,
  state: ComplaintState,
  policy: Policy,
  at: Instant,
): CommandName[] {
  return nextActions(state, viewer).filter((command) => {
    if (command === 'request-extension') return extendableClocks(state, policy).length > 0;
    if (command === 'tell-subject') return noticesNow(state, policy).length > 0;
    if (command === 'hand-to-outside-body')
      return (
        holdersOf('head-of-agency', state, directory, at) === null && isCarrier(viewer, state, directory, at)
      );
    return isTheirsToDecide(command, viewer.self.id, state, { policy, directory }, at);
  });
}
