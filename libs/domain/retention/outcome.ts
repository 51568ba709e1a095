import type { ComplaintEvent } from '../complaint/complaint-event.js';
import type { ComplaintState } from '../complaint/complaint-state.js';
import type { RetentionOutcome } from './retention-policy.js';

/** How the case ended, from its whole stream. */
export function outcomeOf(events: readonly ComplaintEvent[]): RetentionOutcome {
  for (const event of [...events].reverse()) {
    if (event.type === 'DecisionMade') return event.body.decision;
    if (event.type === 'ComplaintRejected') return 'rejected';
    if (event.type === 'ComplaintReferred' || event.type === 'HandedToOutsideBody') return 'referred';
  }
  return 'withdrawn';
}

/**
 * What the keeping of a case has to hear of a command on it: `ended`, that its time begins (anew), also with what came
 * after the end; `goes-on`, that it waits; null: nothing.
 */
export function keepingAfter(
  events: readonly ComplaintEvent[],
  after: ComplaintState,
): 'ended' | 'goes-on' | null {
  const has = (...types: ComplaintEvent['type'][]): boolean =>
    events.some(({ type }) => types.includes(type));
  if (has('CaseReopened', 'ReviewRequested')) return 'goes-on';
  if (has('CaseClosed', 'HandedToOutsideBody')) return 'ended';
  const isOver = after.status === 'closed' && after.reviewRequestedAt === null;
  return isOver && has('EvidenceAdded', 'MessageFromComplainant', 'InformationReceived') ? 'ended' : null;
}
