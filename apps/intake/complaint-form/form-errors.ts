import { fieldErrorText } from '#web/errors/field-error.js';
import type { FieldError } from '#web/errors/problem.js';
import type { Language } from '#web/language/language.js';
import type { Translate } from '#web/language/translations.js';

/** An error as a page shows it: in the summary, linked to the input, and beside it. */
export interface ShownError {
  field: string;
  text: string;
  /** Id of the input that the summary leads to. */
  target: string;
}

const INDEXED = /^(\w+)-(\d+)-(\w+)$/;

/** `accused-0-name` as the label key `accused-name` and the number 1. */
function labelOf(field: string, t: Translate): string {
  const indexed = INDEXED.exec(field);
  if (indexed === null) return t(`field.${field}`);
  return `${t(`field.${indexed[1]}-${indexed[3]}`)} (${Number(indexed[2]) + 1})`;
}

/** Words each error: by a text of its own where there is one (`error.<field>.<code>`), else by the field's label. */
export const shownErrors = (errors: readonly FieldError[], t: Translate, language: Language): ShownError[] =>
  errors.map((error) => {
    const { field, code } = error;
    const own = `error.${field}.${code}`;
    const text = t(own);
    return {
      field,
      text: text === own ? `${labelOf(field, t)}: ${fieldErrorText(error, language)}` : text,
      target: field === 'occurredOn' ? 'occurredOn-day' : field,
    };
  });
