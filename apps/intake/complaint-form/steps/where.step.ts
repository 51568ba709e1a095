import type { LocalDate } from '#domain/time/instant.js';
import { fieldErrors } from '#web/input/validated.js';
import { whenAndWhere } from '../../submit-complaint/complaint.schema.js';
import type { Answers } from '../draft.js';
import { filled, textOf, type FormStep } from '../form-step.js';

/** Years above this are of the Buddhist era. */
const BUDDHIST_FROM = 2300;

/** Thai digits as the others. */
const digits = (text: string): string =>
  text.trim().replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - '๐'.charCodeAt(0)));

/** `YYYY-MM-DD` of what was typed, whether or not there is such a day; undefined where nothing was. */
export function occurredOn({ day, month, year }: Answers['where']): LocalDate | undefined {
  if (`${day}${month}${year}`.trim() === '') return undefined;
  const gregorian = Number(digits(year)) - (Number(digits(year)) > BUDDHIST_FROM ? 543 : 0);
  return `${gregorian}-${digits(month).padStart(2, '0')}-${digits(day).padStart(2, '0')}`;
}

const partOf = (answers: Answers['where']): Record<string, string | undefined> => {
  const { place, unit } = answers;
  return { occurredOn: occurredOn(answers), ...filled({ place, unit }) };
};

export const whereStep: FormStep<'where'> = {
  id: 'where',
  isAsked: () => true,
  read: (form) => ({
    day: textOf(form, 'day'),
    month: textOf(form, 'month'),
    year: textOf(form, 'year'),
    place: textOf(form, 'place'),
    unit: textOf(form, 'unit'),
  }),
  errors(answers, _, { today }) {
    const parsed = whenAndWhere.safeParse(partOf(answers));
    if (!parsed.success)
      return fieldErrors(parsed.error).map((error) =>
        error.field === 'occurredOn' ? { field: 'occurredOn', code: 'not-a-date' } : error,
      );
    const day = parsed.data.occurredOn;
    return day !== undefined && day > today ? [{ field: 'occurredOn', code: 'in-the-future' }] : [];
  },
  complaint: (answers) => whenAndWhere.parse(partOf(answers)),
};
