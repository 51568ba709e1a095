import { arabicDigits } from '#domain/thai/digits.js';
import type { LocalDate } from '#domain/time/instant.js';
import { textOf, type PostedForm } from './posted-form.js';

/** A day as typed into its three fields. */
export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

/** Years above this are of the Buddhist era. */
const BUDDHIST_FROM = 2300;

/** A number as typed, without spaces around it and in Arabic digits. */
export const digits = (text: string): string => arabicDigits(text.trim());

/** `prefix`: of the fields' names. */
export const readDate = (form: PostedForm, prefix = ''): TypedDate => ({
  day: textOf(form, `${prefix}day`),
  month: textOf(form, `${prefix}month`),
  year: textOf(form, `${prefix}year`),
});

/** Day, month and a year of four digits, in numbers: what can be looked for in a calendar. */
export const isInNumbers = ({ day, month, year }: TypedDate): boolean =>
  /^\d{1,2} \d{1,2} \d{4}$/.test([day, month, year].map(digits).join(' '));

/** `YYYY-MM-DD` of what was typed, whether or not there is such a day; undefined where nothing was. */
export function dateTyped({ day, month, year }: TypedDate): LocalDate | undefined {
  if (`${day}${month}${year}`.trim() === '') return undefined;
  const gregorian = Number(digits(year)) - (Number(digits(year)) > BUDDHIST_FROM ? 543 : 0);
  return `${gregorian}-${digits(month).padStart(2, '0')}-${digits(day).padStart(2, '0')}`;
}
