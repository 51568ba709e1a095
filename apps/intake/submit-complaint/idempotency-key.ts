import { z } from 'zod';
import { Problem } from '#web/errors/problem.js';
import { fieldErrors } from '#web/input/validated.js';

/** Enough random characters that nobody guesses one. */
const schema = z
  .string()
  .min(22)
  .max(200)
  .regex(/^[\x21-\x7e]+$/)
  .optional();

/** The header's key; undefined without one. Throws a Problem that names the header when it is not fit. */
export function idempotencyKeyOf(header: string | undefined): string | undefined {
  const parsed = schema.safeParse(header);
  if (parsed.success) return parsed.data;
  throw new Problem(
    'validation',
    fieldErrors(parsed.error).map((error) => ({ ...error, field: 'Idempotency-Key' })),
  );
}
