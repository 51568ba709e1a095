import { atMinute, type Instant, type LocalDate } from '../time/instant.js';
import { plainCalendar } from '../policy/policy.builder.js';
import type { Calendar } from './calendar.js';
import type { ClockDefinition } from './clock-definition.js';
import { startClock } from './reckon.js';
import type { RunningClock } from './running-clock.js';

/** A limit of seven calendar days on an official, without reminders or ladder. */
export const aClock = (changes: Partial<ClockDefinition> = {}): ClockDefinition => ({
  id: 'a-clock',
  name: { th: 'กำหนด', en: 'A clock' },
  startsOn: ['ComplaintReceived'],
  stopsOn: ['OutcomeTold'],
  limit: { amount: 7, unit: 'calendar-days' },
  bindsOn: 'official',
  pauses: { on: ['InformationRequested'], resumesOn: ['InformationReceived'], citation: 'pausing-rule' },
  reminders: [],
  escalations: [],
  citation: 'a-rule',
  ...changes,
});

/** The instant at which a Bangkok clock shows that time, e.g. `bangkok('2026-02-02', '08:30')`. */
export const bangkok = (date: LocalDate, time: string): Instant =>
  atMinute(date, Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)));

export const withHolidays = (...dates: LocalDate[]): Calendar => ({
  ...plainCalendar,
  holidays: dates.map((date) => ({ date, name: { th: 'วันหยุด', en: 'Holiday' } })),
});

/** The clock started by something at that instant, counting from there. */
export const startedAt = (
  at: Instant,
  definition: ClockDefinition = aClock(),
  calendar: Calendar = plainCalendar,
): RunningClock => startClock(definition, { startedAt: at, countsFrom: at }, calendar);
