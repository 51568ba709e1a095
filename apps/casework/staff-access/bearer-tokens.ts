import { createHash, randomBytes } from 'node:crypto';
import { addMs, HOUR_MS, type Instant } from '#domain/time/instant.js';
import { readApiSession, writeApiSession } from '#persistence/access-sessions.js';
import type { Casework } from '../casework.js';

const LIFETIME_MS = 8 * HOUR_MS;
const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A new token for the API, valid for a working day; only its digest is kept. */
export async function issueToken(
  { databases, time }: Casework,
  staffId: string,
): Promise<{ token: string; expiresAt: Instant }> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = addMs(time.now(), LIFETIME_MS);
  await writeApiSession(databases.main.manager, digest(token), staffId, expiresAt);
  return { token, expiresAt };
}

/** Whose token it is, or null when it is unknown or has expired. */
export const staffOfToken = ({ databases, time }: Casework, token: string): Promise<string | null> =>
  readApiSession(databases.main.manager, digest(token), time.now());
