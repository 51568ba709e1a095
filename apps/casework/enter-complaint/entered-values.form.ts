import { readBasis } from '#web/complaint/basis.form.js';
import { readOfficials, type Official } from '#web/complaint/officials.form.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { readDate, type TypedDate } from '#web/complaint/typed-date.form.js';

const FIELDS = [
  'commandId',
  'channel',
  'time',
  'letterNumber',
  'language',
  'category',
  'subject',
  'details',
  'place',
  'unit',
  'mode',
  'name',
  'nationalId',
  'email',
  'phone',
  'address',
] as const;

/** The desk's page as typed, to be shown again as it was. */
export interface EnteredValues extends Record<(typeof FIELDS)[number], string> {
  received: TypedDate;
  occurred: TypedDate;
  accused: Official[];
  basis: string[];
}

export const readEntered = (form: PostedForm): EnteredValues => ({
  ...(Object.fromEntries(FIELDS.map((field) => [field, textOf(form, field)])) as Record<
    (typeof FIELDS)[number],
    string
  >),
  received: readDate(form),
  occurred: readDate(form, 'occurred-'),
  accused: readOfficials(form),
  basis: readBasis(form),
});
