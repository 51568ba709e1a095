import { addDays, atMinute, dateOf, minuteOfDay, type Instant } from '../time/instant.js';
import type { Calendar } from './calendar.js';
import { addWorkingDays, isWorkingDay, workingDayFrom } from './working-days.js';

/** From the opening minute up to, but not including, the closing minute of a working day. */
function isInOfficeHours(instant: Instant, calendar: Calendar): boolean {
  const { opensAtMinute, closesAtMinute } = calendar.officeHours;
  const minute = minuteOfDay(instant);
  return isWorkingDay(dateOf(instant), calendar) && minute >= opensAtMinute && minute < closesAtMinute;
}

/** The instant itself within office hours, else the next opening. */
export function inOfficeHours(instant: Instant, calendar: Calendar): Instant {
  if (isInOfficeHours(instant, calendar)) return instant;
  const { opensAtMinute } = calendar.officeHours;
  const date = dateOf(instant);
  const opensToday = minuteOfDay(instant) < opensAtMinute;
  return atMinute(workingDayFrom(opensToday ? date : addDays(date, 1), calendar), opensAtMinute);
}

/** The last opening of the office on a working day before the instant's day. */
export const openingBefore = (instant: Instant, calendar: Calendar): Instant =>
  atMinute(addWorkingDays(dateOf(instant), -1, calendar), calendar.officeHours.opensAtMinute);

/** When an electronic filing counts as received: at once in office hours, else at the next opening (e-government act 2565 ม.10). */
export const deemedReceipt = (filedAt: Instant, calendar: Calendar): Instant =>
  inOfficeHours(filedAt, calendar);
