import {
  countWrappedToEarlier,
  grantsToEarlier,
  replaceGrant,
  replaceWrapped,
  type Resealable,
  wrappedToEarlier,
} from '#persistence/sealed-with-earlier-keys.js';
import { DoesNotOpen } from '#vault/does-not-open.js';
import { isKeyHolder } from '#vault/key-names.js';
import { resealDataKey } from '#vault/reseal.js';
import type { SealedDataKey } from '#vault/sealing.js';
import { keyIdsOf } from '#vault/rotate-key-files.js';
import type { Renewal } from './renewal.js';

const BATCH = 200;

function nullWhereItDoesNotOpen(error: unknown): null {
  if (error instanceof DoesNotOpen) return null;
  throw error;
}

const stopped = (name: string, cause: unknown): Error =>
  new Error(
    `The rotation of ${name} stopped, and nothing was destroyed: run this again. ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause },
  );

/**
 * Seals to the holder's current key what is sealed to earlier ones, in batches, and opens each once to be sure. What
 * cannot be opened now, as the key service is away, stops it; what was done by then stays.
 */
export const resealDataKeys: Renewal = async ({ databases: { keys }, keyring, folders }, name) => {
  if (!isKeyHolder(name)) throw new Error(`${name} is no holder's key.`);
  const to = keyring.publicKeys[name];
  const { current, earlier } = keyIdsOf(folders, name);
  if (to.id !== current) throw new Error(`The new key ${name} is not known here yet: run this again.`);
  const holder = keyring.holder(name);
  const renewed = async (
    before: Resealable,
  ): Promise<{ before: Resealable; after: SealedDataKey } | null> => {
    const after = await resealDataKey(before, holder, to).catch(nullWhereItDoesNotOpen);
    if (after === null) return null;
    await holder.openDataKey(after);
    return { before, after };
  };
  for (let after: Resealable | null = null; ;) {
    const batch: Resealable[] = await wrappedToEarlier(keys, name, current, after, BATCH);
    const results = await Promise.allSettled(batch.map(renewed));
    const done = results.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
    await replaceWrapped(keys, name, done);
    const failure = results.find((one) => one.status === 'rejected');
    if (failure !== undefined) throw stopped(name, failure.reason);
    after = batch.at(-1) ?? null;
    if (after === null || batch.length < BATCH) break;
  }
  // A grant that was tampered with opens nothing, and does not hold up the others.
  for (const grant of await grantsToEarlier(keys, earlier)) {
    const done = await renewed(grant).catch((error: unknown) => {
      throw stopped(name, error);
    });
    if (done !== null) await replaceGrant(keys, grant.id, done.after);
  }
  const left = await countWrappedToEarlier(keys, name, current);
  if (left > 0) throw new Error(`${left} data keys of ${name} could not be sealed anew: they do not open.`);
};
