import type { Language } from '../language/language.js';
import type { Translate } from '../language/translations.js';
import { fieldErrorText } from './field-error.js';
import type { FieldError } from './problem.js';

/** An error as a page shows it: in the summary, linked to the input, and beside it. */
export interface ShownError {
  field: string;
  text: string;
  /** Id of the input that the summary leads to. */
  target: string;
}

/** The parts of a date are fields of their own: the first one is led to. */
const DATES = ['occurredOn', 'receivedOn'];
const INDEXED = /^(\w+)-(\d+)-(\w+)$/;

/** `accused-0-name` as the label key `accused-name` and the number 1. */
function labelOf(field: string, t: Translate): string {
  const indexed = INDEXED.exec(field);
  if (indexed === null) return t(`field.${field}`);
  return `${t(`field.${indexed[1]}-${indexed[3]}`)} (${Number(indexed[2]) + 1})`;
}

/** What is wrong with a file is said by the file's own name. */
const isOfFile = (code: string): boolean => code.startsWith('file-');

/** Words each error: by a text of its own where there is one (`error.<field>.<code>`), else by the field's label. */
export const shownErrors = (errors: readonly FieldError[], t: Translate, language: Language): ShownError[] =>
  errors.map((error) => {
    const { field, code } = error;
    if (isOfFile(code)) return { field, target: field, text: fieldErrorText(error, language) };
    const own = `error.${field}.${code}`;
    const text = t(own);
    return {
      field,
      text: text === own ? `${labelOf(field, t)}: ${fieldErrorText(error, language)}` : text,
      target: DATES.includes(field) ? `${field}-day` : field,
    };
  });
