import type { RunningClock } from '#domain/clock/running-clock.js';
import type { Calendar } from '#domain/clock/calendar.js';
import { reckonClocks } from '#domain/complaint/clockwork.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { receive } from '#domain/complaint/evolve.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Instant } from '#domain/time/instant.js';

/** What a complainant gets back. */
export interface FilingAnswer {
  reference: string;
  receiptCode: string;
  filedAt: Instant;
  deemedReceivedAt: Instant;
  clocks: Pick<RunningClock, 'id' | 'dueAt' | 'why'>[];
  /** A retry of a filing that had been stored before. */
  isRepeated: boolean;
}

/** Nothing was stored, because of what the request says. */
export interface FilingRefused {
  refused: 'CategoryUnknown' | 'IdempotencyKeyReused';
}

export const isFilingRefused = (answer: FilingAnswer | FilingRefused): answer is FilingRefused =>
  'refused' in answer;

/** The clocks that the filing starts, as the worker will start them. */
export function firstClocks(
  event: ComplaintEvent<'ComplaintReceived'>,
  policy: Policy,
  calendar: Calendar,
): FilingAnswer['clocks'] {
  const state = receive(event);
  const started = reckonClocks(state, [event], state, {
    policy,
    calendar,
    directory: { people: [], units: [] },
  });
  return (started?.clocks ?? []).map(({ id, dueAt, why }) => ({ id, dueAt, why }));
}

/** What the filing of this event is answered with. */
export const filingAnswer = (
  event: ComplaintEvent<'ComplaintReceived'>,
  receiptCode: string,
  { policy, calendar }: { policy: Policy; calendar: Calendar },
): FilingAnswer => ({
  reference: event.body.reference,
  receiptCode,
  filedAt: event.body.filedAt,
  deemedReceivedAt: event.body.deemedReceivedAt,
  clocks: firstClocks(event, policy, calendar),
  isRepeated: false,
});
