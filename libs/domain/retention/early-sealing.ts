import { Refusal } from '../complaint/refusal.js';
import { actorName } from '../complaint/command.js';
import type { Instant } from '../time/instant.js';
import type { RetentionCommand } from './retention-command.js';
import { retentionFact as fact, type Obstacle, type RetentionFact } from './retention-event.js';
import type { RetentionState } from './retention-state.js';

/** Whether nobody of the staff reads of whom the case was, and what was said of them. */
export const isSealedEarly = (state: Pick<RetentionState, 'sealing'> | null): boolean =>
  state?.sealing !== undefined && state.sealing !== 'opened';

/** What the state says against asking for a sealed case, or deciding on it: a second person's word. */
export function permitOpening(state: RetentionState, command: RetentionCommand): Refusal | null {
  if (command.name === 'ask-opening') {
    if (state.sealing !== 'sealed') return new Refusal('NotSealedEarly');
    return state.openingAsked == null ? null : new Refusal('OpeningAlreadyAskedFor');
  }
  if (command.name !== 'decide-opening') return null;
  if (state.openingAsked == null) return new Refusal('NoOpeningAskedFor');
  const isOwn = actorName(command.actor) === `staff:${state.openingAsked.by}`;
  return isOwn && command.params.approved ? new Refusal('SecondPersonRequired') : null;
}

/**
 * What of the early sealing is due: ordered first, and certified once the key was moved. `lookAgainAt`: when it is looked
 * at again where something stands in its way, and when a case that was opened is sealed anew.
 */
export function sealingFacts(
  { status, sealing, sealAt }: RetentionState,
  at: Instant,
  now: { isKeyMoved: boolean; obstacle: Obstacle | null; isFinal: boolean; lookAgainAt: Instant },
): RetentionFact[] {
  if (sealing === 'ordered') return now.isKeyMoved ? [fact('AccusedSealed', {})] : [];
  if (sealing === 'opening')
    return now.isKeyMoved ? [fact('AccusedOpened', { sealAt: now.lookAgainAt })] : [];
  if (status !== 'kept' || sealAt == null || sealAt > at) return [];
  // The protection of whoever complained needs no word of whom the case was.
  const obstacle = now.obstacle === 'protection' ? null : now.obstacle;
  const inTheWay = obstacle ?? (now.isFinal ? null : 'review');
  return inTheWay === null
    ? [fact('AccusedSealingOrdered', {})]
    : [fact('AccusedSealingPutOff', { obstacle: inTheWay, until: now.lookAgainAt })];
}
