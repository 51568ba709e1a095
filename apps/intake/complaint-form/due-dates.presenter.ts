import type { RunningClock } from '#domain/clock/running-clock.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Instant } from '#domain/time/instant.js';
import type { Language } from '#web/language/language.js';
import { formatInstant } from '#web/wording/date.wording.js';
import { clockName, phraseWhy } from '#web/wording/why.wording.js';

/** One due date with its reasons, for the macro of `layout/why.njk`. */
export interface ShownDueDate {
  name: string;
  dueAt: Instant;
  dueText: string;
  why: string[];
  isOverdue: boolean;
}

/** The due dates in the order in which they come. `now`: what lies before it is overdue. */
export const shownDueDates = (
  clocks: readonly Pick<RunningClock, 'id' | 'dueAt' | 'why'>[],
  language: Language,
  policy: Policy,
  now: Instant,
): ShownDueDate[] =>
  [...clocks]
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .map(({ id, dueAt, why }) => ({
      name: clockName(id, language, policy),
      dueAt,
      dueText: formatInstant(dueAt, language),
      why: phraseWhy(why, language, policy),
      isOverdue: dueAt < now,
    }));
