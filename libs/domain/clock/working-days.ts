import { addDays, weekdayOf, type LocalDate } from '../time/instant.js';
import type { Calendar } from './calendar.js';

export const isWorkingDay = (date: LocalDate, calendar: Calendar): boolean =>
  calendar.workingWeekdays.includes(weekdayOf(date)) &&
  !calendar.holidays.some((holiday) => holiday.date === date);

/** The `count`-th working day after `date` (before it when negative); `date` itself for 0. */
export function addWorkingDays(date: LocalDate, count: number, calendar: Calendar): LocalDate {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/** The date itself when it is a working day, else the first one after it. */
export const workingDayFrom = (date: LocalDate, calendar: Calendar): LocalDate =>
  isWorkingDay(date, calendar) ? date : addWorkingDays(date, 1, calendar);

/** Every day after `from` up to and including `to`: the first day is never counted. */
export function daysAfter(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
