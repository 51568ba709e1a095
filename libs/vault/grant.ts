import { createHash } from 'node:crypto';
import type { Instant } from '#domain/time/instant.js';
import type { KeyHolderPort } from './key-holder.js';
import type { Purpose } from './purpose.js';
import { sealDataKey, type KeyPurpose, type SealedDataKey } from './sealing.js';
import type { BoxPublicKey } from './x25519.js';

/** For whom a case's data key of a purpose is sealed anew, and until when. */
export interface GrantTerms {
  reference: string;
  purpose: Purpose;
  /** Id of the member of staff. */
  asker: string;
  /** From this instant on it opens nothing. */
  expiresAt: Instant;
}

/** The purpose under which a granted key is sealed: it opens on these terms, and on no others. */
export const grantPurpose = ({ reference, purpose, asker, expiresAt }: GrantTerms): KeyPurpose => {
  const terms = JSON.stringify([reference, purpose, asker, expiresAt]);
  return `grant:${createHash('sha256').update(terms).digest('hex')}`;
};

/** The data key sealed anew on these terms, by whoever can open it. Rejects as `openDataKey` does. */
export const grantDataKey = async (
  wrapped: SealedDataKey,
  from: KeyHolderPort,
  to: BoxPublicKey,
  terms: GrantTerms,
): Promise<SealedDataKey> => sealDataKey(await from.openDataKey(wrapped), grantPurpose(terms), to);
