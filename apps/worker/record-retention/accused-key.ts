import type { Databases } from '#persistence/data-source.js';
import { removeSearchWordsOf } from '#persistence/search-word-store.js';
import {
  insertMissingWrappedKey,
  readWrappedKey,
  removeWrappedKeysFor,
} from '#persistence/wrapped-key-store.js';
import type { Keyring } from '#vault/keyring.js';
import type { KeyHolder } from '#vault/purpose.js';
import { resealDataKey } from '#vault/reseal.js';

/** To the names of the accused; both ways may be repeated at will. */
const PURPOSE = 'subjects';

async function copyKey(
  { keys }: Databases,
  keyring: Keyring,
  reference: string,
  { from, to }: { from: KeyHolder; to: 'custodian' | 'casework' },
): Promise<void> {
  const wrapped = await readWrappedKey(keys, reference, PURPOSE, from);
  if (wrapped === null) return;
  const { sealed, keyId } = await resealDataKey(wrapped, keyring.holder(from), keyring.publicKeys[to]);
  await insertMissingWrappedKey(keys, reference, { purpose: PURPOSE, recipient: to, sealed, keyId });
}

/** From now on the custodian's key and the receipt code alone open the names, and no word finds the case. */
export async function sealAccusedKey(
  databases: Databases,
  keyring: Keyring,
  reference: string,
): Promise<void> {
  await copyKey(databases, keyring, reference, { from: 'worker', to: 'custodian' });
  const isKept = (await readWrappedKey(databases.keys, reference, PURPOSE, 'custodian')) !== null;
  if (isKept) await removeWrappedKeysFor(databases.keys, reference, PURPOSE, ['casework', 'worker']);
  await removeSearchWordsOf(databases.main.manager, reference);
}

/** Casework opens the names again. */
export const openAccusedKey = (databases: Databases, keyring: Keyring, reference: string): Promise<void> =>
  copyKey(databases, keyring, reference, { from: 'custodian', to: 'casework' });
