import { z } from 'zod';
import type { DataRequestFiling } from '#filing/file-data-request.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import type { FieldError } from '#web/errors/problem.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { fieldErrors } from '#web/input/validated.js';

/** What the form asks. Only who asks, and for what, has to be said. */
const requestSchema = z.object({
  name: plainText(200),
  email: plainText(254).pipe(z.email()).optional(),
  phone: plainText(50).optional(),
  asked: plainText(10_000),
  language: z.enum(['th', 'en']),
});
const keySchema = z.string().regex(/^[\w-]{36}$/);

export const MY_DATA_FIELDS = ['name', 'email', 'phone', 'asked', 'language', 'key'] as const;

/** The fields as they were typed. */
export const typedIn = (form: PostedForm): Record<string, string> =>
  Object.fromEntries(MY_DATA_FIELDS.map((field) => [field, textOf(form, field)]));

/** The request that a posted form makes, or what is wrong with it; without a key of the form's `newKey` stands for it. */
export function requestOf(form: PostedForm, newKey: () => string): DataRequestFiling | FieldError[] {
  const typed = Object.entries(typedIn(form)).filter(([, text]) => text.trim() !== '');
  const parsed = requestSchema.safeParse(Object.fromEntries(typed));
  if (!parsed.success) return fieldErrors(parsed.error);
  const key = keySchema.safeParse(textOf(form, 'key'));
  return { request: parsed.data, idempotencyKey: key.success ? key.data : newKey() };
}
