/** A point in time: ISO 8601 in UTC with milliseconds, e.g. `2026-11-24T02:00:00.000Z`. Sorts as text. */
export type Instant = string;

/** A calendar day in Asia/Bangkok, `YYYY-MM-DD` (Gregorian). Sorts as text. */
export type LocalDate = string;

/** Thailand keeps UTC+7 all year and has since 1920, so local time is a constant shift. */
const BANGKOK_OFFSET_MS = 7 * 3_600_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const instantOf = (epochMs: number): Instant => new Date(epochMs).toISOString();
export const epochMs = (instant: Instant): number => Date.parse(instant);
export const addMs = (instant: Instant, ms: number): Instant => instantOf(epochMs(instant) + ms);
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The Bangkok day on which the instant falls. */
export const dateOf = (instant: Instant): LocalDate =>
  instantOf(epochMs(instant) + BANGKOK_OFFSET_MS).slice(0, 10);

/** Minutes since Bangkok midnight, 0–1439. */
export const minuteOfDay = (instant: Instant): number =>
  Math.floor(((epochMs(instant) + BANGKOK_OFFSET_MS) % DAY_MS) / 60_000);

/** The instant at which the Bangkok clock shows `minute` past midnight on `date`. */
export const atMinute = (date: LocalDate, minute: number): Instant =>
  instantOf(Date.parse(`${date}T00:00:00.000Z`) - BANGKOK_OFFSET_MS + minute * 60_000);

/** The last millisecond of the Bangkok day: a limit in days may be met until then. */
export const endOfDay = (date: LocalDate): Instant => addMs(atMinute(date, 0), DAY_MS - 1);

/** Days since 1 January 1970: what long counts run on. */
export const dayNumberOf = (date: LocalDate): number => Date.parse(date) / DAY_MS;
export const dateOfDayNumber = (day: number): LocalDate => instantOf(day * DAY_MS).slice(0, 10);

export const addDays = (date: LocalDate, days: number): LocalDate =>
  dateOfDayNumber(dayNumberOf(date) + days);

/** Adds calendar months; a day that the target month lacks becomes its last day. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, lastDay));
  return first.toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` comes first. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumberOf(to) - dayNumberOf(from);
