import { createHash, randomBytes } from 'node:crypto';
import { addMs, HOUR_MS, type Instant } from '#domain/time/instant.js';
import { apiSid, readApiSession, writeApiSession, type SessionRecord } from '#persistence/access-sessions.js';
import { sessionSeal } from '#vault/session-seal.js';
import type { Casework } from '../casework.js';

const LIFETIME_MS = 8 * HOUR_MS;
export const sidOfToken = (token: string): string => apiSid(createHash('sha256').update(token).digest('hex'));

/** A new token for the API, valid for a working day; only its digest is kept. */
export async function issueToken(
  { databases, keyring, time }: Casework,
  staff: string,
): Promise<{ token: string; expiresAt: Instant }> {
  const token = randomBytes(32).toString('base64url');
  const now = time.now();
  const expiresAt = addMs(now, LIFETIME_MS);
  const session = { staff, expiresAt, startedAt: now, usedAt: now, confirmedAt: now };
  await writeApiSession(databases.main.manager, sidOfToken(token), session, sessionSeal(keyring));
  return { token, expiresAt };
}

/** The session of a token, or null when it is unknown or has expired. */
export const sessionOfToken = (
  { databases, keyring, time }: Casework,
  token: string,
): Promise<Partial<SessionRecord> | null> =>
  readApiSession(databases.main.manager, sidOfToken(token), time.now(), sessionSeal(keyring));
