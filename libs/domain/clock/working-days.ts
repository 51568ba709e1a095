import { dateOfDayNumber, dayNumberOf, type LocalDate } from '../time/instant.js';
import type { Calendar } from './calendar.js';

const daysOff = new WeakMap<Calendar['holidays'], ReadonlySet<number>>();

function daysOffOf(holidays: Calendar['holidays']): ReadonlySet<number> {
  const known = daysOff.get(holidays);
  if (known !== undefined) return known;
  const days = new Set(holidays.map(({ date }) => dayNumberOf(date)));
  daysOff.set(holidays, days);
  return days;
}

/** Tells of any day number whether the office works. */
function workingDayTest({ workingWeekdays, holidays }: Calendar): (day: number) => boolean {
  const free = daysOffOf(holidays);
  // Day 0 was a Thursday; days before it are negative.
  return (day) => workingWeekdays.includes((((day + 4) % 7) + 7) % 7) && !free.has(day);
}

export const isWorkingDay = (date: LocalDate, calendar: Calendar): boolean =>
  workingDayTest(calendar)(dayNumberOf(date));

/** The `count`-th working day after `date` (before it when negative); `date` itself for 0. */
export function addWorkingDays(date: LocalDate, count: number, calendar: Calendar): LocalDate {
  const isWorking = workingDayTest(calendar);
  const step = Math.sign(count);
  let day = dayNumberOf(date);
  for (let left = Math.abs(count); left > 0;) {
    day += step;
    if (isWorking(day)) left -= 1;
  }
  return dateOfDayNumber(day);
}

/** The date itself when it is a working day, else the first one after it. */
export const workingDayFrom = (date: LocalDate, calendar: Calendar): LocalDate =>
  isWorkingDay(date, calendar) ? date : addWorkingDays(date, 1, calendar);

/** The days after `from` up to and including `to` on which the office does not work: the first day never counts. */
export function nonWorkingDays(from: LocalDate, to: LocalDate, calendar: Calendar): LocalDate[] {
  const isWorking = workingDayTest(calendar);
  const days: LocalDate[] = [];
  for (let day = dayNumberOf(from) + 1; day <= dayNumberOf(to); day += 1)
    if (!isWorking(day)) days.push(dateOfDayNumber(day));
  return days;
}
