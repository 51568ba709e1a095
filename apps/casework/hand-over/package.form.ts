import { z } from 'zod';
import type { FieldError } from '#web/errors/problem.js';
import { fieldErrors } from '#web/input/validated.js';
import { words } from '../commands/words.schema.js';
import { isRecipient, type SealedTo } from './age-sealing.js';
import { isPassphrase, newPassphrase } from './passphrase.js';

const packageSchema = z.object({
  purpose: words,
  recipient: z
    .string()
    .max(4_000)
    .refine(async (text) => text === '' || (await isRecipient(text))),
});

/** The form as it was sent: what is shown again, and what it asks for or what is wrong with it. */
interface ReadForm {
  values: { purpose: string; recipient: string; passphrase: string };
  asked: { purpose: string; sealedTo: SealedTo } | null;
  errors: FieldError[];
}

/** The passphrase is the one that the page had shown; where none came back, nothing can be opened by the one shown. */
export async function readPackageForm(body: Record<string, unknown>): Promise<ReadForm> {
  const typed = (field: string): string => (typeof body[field] === 'string' ? body[field] : '');
  const shown = body['passphrase'];
  const values = {
    purpose: typed('purpose'),
    recipient: typed('recipient').trim(),
    passphrase: isPassphrase(shown) ? shown : newPassphrase(),
  };
  const parsed = await packageSchema.safeParseAsync(values);
  const errors = parsed.success ? [] : fieldErrors(parsed.error);
  if (values.recipient === '' && !isPassphrase(shown)) errors.push({ field: 'passphrase', code: 'required' });
  if (!parsed.success || errors.length > 0) return { values, asked: null, errors };
  const { purpose, recipient } = parsed.data;
  const sealedTo = recipient === '' ? { passphrase: values.passphrase } : { recipient };
  return { values, asked: { purpose, sealedTo }, errors };
}
