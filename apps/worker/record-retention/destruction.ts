import type { Destroyed } from '#domain/retention/retention-event.js';
import { EvidenceLost, type EvidenceStorage } from '#evidence/storage/evidence-storage.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { countSealed, filesOf, removeSealed } from '#persistence/retention-store.js';
import { destroyCaseKeys, removeWrappedKeys } from '#persistence/wrapped-key-store.js';
import { PURPOSES } from '#vault/purpose.js';

/** An untouched original lies beside its safe copy. */
const partsOf = (id: string): string[] => [id, `${id}.original`];

async function isGone(storage: EvidenceStorage, id: string): Promise<boolean> {
  try {
    (await storage.read(id)).destroy();
    return false;
  } catch (error) {
    if (error instanceof EvidenceLost) return true;
    throw error;
  }
}

/**
 * Destroys what a case holds: keys first, so that whatever a crash leaves behind opens for nobody; then files and sealed
 * texts. Looks for each afterwards and throws when one is still there. `before`: what there was when it was ordered.
 */
export async function destroyCase(
  databases: Databases,
  storage: EvidenceStorage,
  reference: string,
): Promise<Destroyed> {
  const before = await countSealed({ main: databases.main.manager, keys: databases.keys }, reference);
  await destroyCaseKeys(databases.keys, reference, PURPOSES);
  await removeWrappedKeys(databases.keys, reference);
  const files = (await filesOf(databases.main.manager, reference)).flatMap(partsOf);
  for (const id of files) await storage.remove(id);
  for (const id of files)
    if (!(await isGone(storage, id))) throw new Error(`A file of ${reference} is still in the storage.`);
  await transaction(databases.main, (manager) => removeSealed(manager, reference));
  const left = await countSealed({ main: databases.main.manager, keys: databases.keys }, reference);
  if (left.keys + left.texts + left.files > 0) throw new Error(`Something of ${reference} is still there.`);
  return before;
}
