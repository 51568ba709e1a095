import { atMinute, dateOf, type Instant, type LocalDate } from './instant.js';

/** Buddhist-era years run 543 ahead of Gregorian ones. */
const BUDDHIST_ERA = 543;

export const buddhistYear = (date: LocalDate): number => Number(date.slice(0, 4)) + BUDDHIST_ERA;

/** The Thai fiscal year, 1 October – 30 September, named by the later Buddhist-era year (LAW.md counting rule 6). */
export function fiscalYearOf(instant: Instant): number {
  const date = dateOf(instant);
  return buddhistYear(date) + (Number(date.slice(5, 7)) >= 10 ? 1 : 0);
}

/** The half-open span `[from, to)` of a fiscal year given in the Buddhist era. */
export function fiscalYearSpan(fiscalYear: number): { from: Instant; to: Instant } {
  const gregorian = fiscalYear - BUDDHIST_ERA;
  return { from: atMinute(`${gregorian - 1}-10-01`, 0), to: atMinute(`${gregorian}-10-01`, 0) };
}
