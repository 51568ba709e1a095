import { addMs, atMinute, dateOf, endOfDay, HOUR_MS, type Instant } from '../time/instant.js';
import type { Calendar } from './calendar.js';
import type { ClockDefinition } from './clock-definition.js';
import type { Span } from './span.js';
import { addDaySpan, isInDays } from './day-count.js';
import { inOfficeHours, openingBefore } from './office-hours.js';
import type { Alarm, RunningClock } from './running-clock.js';

/** In office hours, moved to the next opening; where that would come after the due instant, to the one before. */
function reminderAt(before: Span, dueAt: Instant, calendar: Calendar): Instant {
  const wanted = isInDays(before)
    ? atMinute(
        addDaySpan(dateOf(dueAt), { ...before, amount: -before.amount }, calendar),
        calendar.officeHours.opensAtMinute,
      )
    : addMs(dueAt, -before.amount * HOUR_MS);
  const moved = inOfficeHours(wanted, calendar);
  return moved <= dueAt ? moved : openingBefore(wanted, calendar);
}

/** The first millisecond in which the clock is late by the span. Never moved: lateness is never muted. */
function escalationAt(after: Span, dueAt: Instant, calendar: Calendar): Instant {
  if (after.amount === 0) return addMs(dueAt, 1);
  return isInDays(after)
    ? addMs(endOfDay(addDaySpan(dateOf(dueAt), after, calendar)), 1)
    : addMs(dueAt, after.amount * HOUR_MS + 1);
}

/** All alarms of a clock with that due instant, earliest first. */
export function alarmsFor(definition: ClockDefinition, dueAt: Instant, calendar: Calendar): Alarm[] {
  const alarms: Alarm[] = [
    ...definition.reminders.map(({ before }, index): Alarm => ({
      at: reminderAt(before, dueAt, calendar),
      kind: 'reminder',
      index,
    })),
    ...definition.escalations.map(({ after, to }, index): Alarm => ({
      at: escalationAt(after, dueAt, calendar),
      kind: 'escalation',
      index,
      to,
    })),
    { at: addMs(dueAt, 1), kind: 'expiry', index: 0 },
  ];
  return alarms.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export const isSameAlarm = (a: Alarm, b: Alarm): boolean => a.kind === b.kind && a.index === b.index;

/** The alarm that rings first among the clocks, with the clock's id; null when none is set. */
export function nextAlarm(clocks: readonly RunningClock[]): (Alarm & { clock: string }) | null {
  let first: (Alarm & { clock: string }) | null = null;
  for (const { id, alarms } of clocks)
    for (const alarm of alarms) if (first === null || alarm.at < first.at) first = { ...alarm, clock: id };
  return first;
}
