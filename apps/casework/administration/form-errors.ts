import type { z } from 'zod';
import type { ListFault } from '#web/input/list-file.js';
import { fieldErrors } from '#web/input/validated.js';
import type { Translate } from '#web/language/translations.js';

export interface FormError {
  field: string;
  text: string;
}

/** A list's faults in words, the phrases `<page>.fault.<fault>`, all at the field `file`. */
export const listErrors = (faults: readonly ListFault[], page: string, t: Translate): FormError[] =>
  faults.map(({ line, fault }) => ({ field: 'file', text: t(`${page}.fault.${fault}`, { line }) }));

/** A form's errors in words; the label of a field is the phrase `<page>.<field>`, and an empty field is missing. */
export const formErrors = (
  error: z.ZodError,
  page: string,
  t: Translate,
  values: Record<string, unknown>,
): FormError[] =>
  fieldErrors(error).map(({ field, code }) => {
    const name = field.split('.')[0] ?? field;
    const isMissing = code === 'required' || !values[name];
    const key = isMissing ? 'required' : code === 'too-long' ? 'tooLong' : 'invalid';
    return { field: name, text: t(`casework.${key}`, { field: t(`${page}.${name}`) }) };
  });
