/** A posted form: one text a field, several where a field was ticked more than once. */
export type PostedForm = Record<string, string | string[] | undefined>;

/** The text of a field; the first one where there are several. */
export function textOf(form: PostedForm, field: string): string {
  const value = form[field];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** The fields in which something was typed. */
export const filled = <T extends Record<string, string>>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== '')) as Partial<T>;
