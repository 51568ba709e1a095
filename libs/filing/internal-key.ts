import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { insertMissingWrappedKey } from '#persistence/wrapped-key-store.js';
import { sealDataKey } from '#vault/sealing.js';
import type { BoxPublicKey } from '#vault/x25519.js';

/**
 * Makes the case's key of what the agency writes for itself where there is none yet: it is first needed after the
 * filing, and cases of before have none. Not where the case's keys were destroyed.
 */
export async function ensureInternalKey(
  keys: DataSource,
  reference: string,
  casework: BoxPublicKey,
): Promise<void> {
  const sealed = sealDataKey(randomBytes(32), 'internal', casework);
  await insertMissingWrappedKey(keys, reference, { ...sealed, recipient: 'casework' });
}
