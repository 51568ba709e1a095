import { createHash, randomBytes } from 'node:crypto';
import { addDays, dateOf, endOfDay, type Instant } from '#domain/time/instant.js';
import { mailAccessLink, openAccessLink } from '#persistence/access-link-store.js';
import { sealDataKey } from '#vault/sealing.js';
import type { Casework } from '../casework.js';
import type { Manager } from './account-record.js';

const VALID_DAYS = 7;
const TOKEN = /^[\w-]{43}$/;

/** The digest of a link's token, by which alone it is known; null: no link has such a token. */
export const digestOfToken = (token: string): Buffer | null =>
  TOKEN.test(token) ? createHash('sha256').update(Buffer.from(token, 'base64url')).digest() : null;

/**
 * Sends the person a link for choosing a password, good once until the end of the seventh day. Its token is sealed to the mailer,
 * which puts it into the letter: neither the outbox nor whoever administers ever has it.
 */
export async function sendAccessLink(
  { keyring, time }: Pick<Casework, 'keyring' | 'time'>,
  manager: Manager,
  staff: string,
  kind: 'invitation' | 'reset',
): Promise<Instant> {
  const token = randomBytes(32);
  const createdAt = time.now();
  const expiresAt = endOfDay(addDays(dateOf(createdAt), VALID_DAYS));
  const digest = createHash('sha256').update(token).digest();
  const sealed = sealDataKey(token, 'contact', keyring.publicKeys.mailer);
  const link = { kind, staff, digest, sealed, createdAt, expiresAt };
  const id = await openAccessLink(manager, link);
  await mailAccessLink(manager, staff, id, link);
  return expiresAt;
}
