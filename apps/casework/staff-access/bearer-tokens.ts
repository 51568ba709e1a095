import { createHash, randomBytes } from 'node:crypto';
import { addMs, HOUR_MS, type Instant } from '#domain/time/instant.js';
import { confirmApiSession, readApiSession, writeApiSession } from '#persistence/access-sessions.js';
import type { Casework } from '../casework.js';

const LIFETIME_MS = 8 * HOUR_MS;
const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A new token for the API, valid for a working day; only its digest is kept. */
export async function issueToken(
  { databases, time }: Casework,
  staffId: string,
): Promise<{ token: string; expiresAt: Instant }> {
  const token = randomBytes(32).toString('base64url');
  const now = time.now();
  const expiresAt = addMs(now, LIFETIME_MS);
  await writeApiSession(databases.main.manager, digest(token), {
    staff: staffId,
    expiresAt,
    confirmedAt: now,
  });
  return { token, expiresAt };
}

/** Whose token it is, or null when it is unknown or has expired. */
export const sessionOfToken = (
  { databases, time }: Casework,
  token: string,
): Promise<{ staff: string; confirmedAt: Instant | null } | null> =>
  readApiSession(databases.main.manager, digest(token), time.now());

/** The bearer has shown again who is there. */
export const confirmToken = ({ databases, time }: Casework, token: string): Promise<void> =>
  confirmApiSession(databases.main.manager, digest(token), time.now());
