import { dateOfDayNumber, dayNumberOf, type LocalDate } from '../time/instant.js';
import type { Calendar } from './calendar.js';

/** Tells of any day number whether the office works; made once for a long count. */
function workingDayTest({ workingWeekdays, holidays }: Calendar): (day: number) => boolean {
  const free = new Set(holidays.map(({ date }) => dayNumberOf(date)));
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
