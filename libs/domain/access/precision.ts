import type { RunningClock } from '../clock/running-clock.js';
import type { ComplaintState } from '../complaint/complaint-state.js';
import { atMinute, dateOf, type Instant } from '../time/instant.js';
import type { Viewer } from '../routing/person.js';
import { relationsTo } from './may-read.js';

/** How exactly somebody is told when a complainant acted. */
export type Precision = 'minute' | 'day';

/**
 * Who was at a computer at that minute can tell who complained: whoever counts limits from it, or verifies it, sees the
 * minute; everybody else the day.
 */
export function precisionFor(viewer: Viewer, state: ComplaintState): Precision {
  const relations = relationsTo(viewer, state);
  return relations.includes('central-desk') || relations.includes('auditor') ? 'minute' : 'day';
}

/** The instant, or the beginning of its day in Bangkok. */
export const asExactAs = (precision: Precision, at: Instant): Instant =>
  precision === 'minute' ? at : atMinute(dateOf(at), 0);

/** Of the staff to the minute; what the system does follows at once on what the complainant did. */
export const precisionOf = (actor: string, precision: Precision): Precision =>
  actor.startsWith('staff:') ? 'minute' : precision;

export function clockAsExactAs(precision: Precision, clock: RunningClock): RunningClock {
  const rounded = (at: Instant): Instant => asExactAs(precision, at);
  return {
    ...clock,
    startedAt: rounded(clock.startedAt),
    countsFrom: rounded(clock.countsFrom),
    stoppedAt: clock.stoppedAt && rounded(clock.stoppedAt),
    pauses: clock.pauses.map(({ from, to }) => ({ from: rounded(from), to: to && rounded(to) })),
  };
}

/** The case with the complainant's times as exact as that. */
export function timesAsExactAs(precision: Precision, state: ComplaintState): ComplaintState {
  const rounded = (at: Instant): Instant => asExactAs(precision, at);
  const { filing, clocks, reviewRequestedAt, withdrawnAt, lastEventAt } = state;
  return {
    ...state,
    filing: {
      ...filing,
      filedAt: rounded(filing.filedAt),
      deemedReceivedAt: rounded(filing.deemedReceivedAt),
    },
    clocks: clocks.map((clock) => clockAsExactAs(precision, clock)),
    reviewRequestedAt: reviewRequestedAt && rounded(reviewRequestedAt),
    withdrawnAt: withdrawnAt && rounded(withdrawnAt),
    lastEventAt: rounded(lastEventAt),
  };
}
