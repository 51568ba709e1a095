import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '#ledger/canonical-json.js';
import { hkdf } from './hkdf.js';
import type { Keyring } from './keyring.js';

/** Binds a session's record to its id, under a key that the database does not have. */
export interface SessionSeal {
  /** The record as it is to be stored: every value of it is sealed. */
  close<T extends object>(sid: string, record: T): T & { seal: string };
  /** The record without its seal; null where it was written, altered or moved by somebody without the key. */
  open(sid: string, stored: object): object | null;
}

/** Seals with the current version of `session-cookies`, and opens what any version sealed. */
export function sessionSeal({ secret, secrets }: Pick<Keyring, 'secret' | 'secrets'>): SessionSeal {
  const sealOf = (key: Buffer, sid: string, record: object): Buffer =>
    createHmac('sha256', hkdf(key, '', 'session-records'))
      .update(canonicalJson([sid, record]))
      .digest();
  return {
    close: (sid, record) => ({
      ...record,
      seal: sealOf(secret('session-cookies'), sid, record).toString('base64'),
    }),
    open: (sid, stored) => {
      const { seal, ...record } = stored as { seal?: unknown };
      const given = Buffer.from(typeof seal === 'string' ? seal : '', 'base64');
      const isGenuine = secrets('session-cookies').some((key) => {
        const right = sealOf(key, sid, record);
        return given.length === right.length && timingSafeEqual(given, right);
      });
      return isGenuine ? record : null;
    },
  };
}
