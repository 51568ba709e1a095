import { addDays, addMonths, daysBetween, type LocalDate } from '../time/instant.js';
import type { Calendar } from './calendar.js';
import type { ClockUnit, Span } from './span.js';
import { addWorkingDays, nonWorkingDays } from './working-days.js';

type DayUnit = Exclude<ClockUnit, 'hours'>;
export type DaySpan = Span & { unit: DayUnit };

export const isInDays = (span: Span): span is DaySpan => span.unit !== 'hours';

/** The day on which a span ends that is counted from `date`, the first day excluded; backwards when negative. */
export function addDaySpan(date: LocalDate, { amount, unit }: DaySpan, calendar: Calendar): LocalDate {
  switch (unit) {
    case 'calendar-days':
      return addDays(date, amount);
    case 'working-days':
      return addWorkingDays(date, amount, calendar);
    case 'months':
      return addMonths(date, amount);
  }
}

/** How long a pause is for a limit of that unit: working days for working days, else calendar days; first day excluded. */
export function pausedSpan(from: LocalDate, to: LocalDate, unit: DayUnit, calendar: Calendar): DaySpan {
  const days = daysBetween(from, to);
  return unit === 'working-days'
    ? { amount: days - nonWorkingDays(from, to, calendar).length, unit }
    : { amount: days, unit: 'calendar-days' };
}
