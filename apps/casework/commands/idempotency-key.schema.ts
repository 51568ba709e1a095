import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** Under which a command may be sent again and is carried out once. */
export const idempotencyKey = z.string().regex(/^[\w-]{20,128}$/);

/** The key that a form brought with it, or a new one. */
export function keyOf(sent: unknown): string {
  const parsed = idempotencyKey.safeParse(sent);
  return parsed.success ? parsed.data : randomUUID();
}
