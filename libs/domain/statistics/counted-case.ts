import { isPaused } from '../clock/next-due.js';
import type { Channel, ComplaintEvent } from '../complaint/complaint-event.js';
import { evolve, receive } from '../complaint/evolve.js';
import type { Instant } from '../time/instant.js';
import type { PeriodSpan } from './period.js';
import type { Countable } from './totals.js';

/** One complaint as a period counts it, seen as it stood at the cut-off. */
export interface CountedCase extends Countable {
  isIntegrity: boolean;
  category: string;
  /** Null until the central desk has handed it to a unit. */
  unit: string | null;
  channel: Channel;
  /** Its clocks that fell due within the period and were not paused then. */
  clocksDue: { id: string; isOnTime: boolean }[];
}

/**
 * Folds one complaint's ledger stream (entry 1 first) into what the period counts.
 * Only events before `cutOff` are seen. Null when the complaint does not belong to the period: received after
 * it, or completed before it and not reopened.
 */
export function countCase(
  events: readonly ComplaintEvent[],
  span: PeriodSpan,
  cutOff: Instant,
): CountedCase | null {
  const [first, ...rest] = events.filter(({ at }) => at < cutOff);
  if (first?.type !== 'ComplaintReceived' || first.body.deemedReceivedAt >= span.to) return null;
  const state = rest.reduce(evolve, receive(first));
  const isCarriedOver = first.body.deemedReceivedAt < span.from;
  if (isCarriedOver && (cutOff <= span.from || (state.completedAt !== null && state.completedAt < span.from)))
    return null;
  return {
    isCarriedOver,
    isCompleted: state.completedAt !== null,
    isIntegrity: state.isIntegrity,
    category: state.category,
    unit: state.unit,
    channel: state.filing.channel,
    clocksDue: state.clocks
      .filter((clock) => clock.dueAt >= span.from && clock.dueAt < cutOff && !isPaused(clock))
      .map(({ id, stoppedAt, dueAt }) => ({ id, isOnTime: stoppedAt !== null && stoppedAt <= dueAt })),
  };
}
