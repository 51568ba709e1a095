import {
  beginRotation,
  finishRotation,
  readRotation,
  saveRotationPosition,
} from '#persistence/key-rotation-store.js';
import { isKeyHolder, type KeyName } from '#vault/key-names.js';
import { isStaged, keyIdsOf, promoteKey, retireKey, stageKey } from '#vault/rotate-key-files.js';
import type { Renewal, RotationDependencies } from './renewal.js';
import { obstacleTo } from './retirement.js';
import { rebuildSearchIndex } from './rebuild-search-index.js';
import { resealDataKeys } from './reseal-data-keys.js';
import { resealLedger } from './reseal-ledger.js';
import { resealOutbox } from './reseal-outbox.js';
import { resealSecondFactors } from './reseal-second-factors.js';

const SETTLE_MS = 3_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Why it is not changed, and what to do instead: docs/decisions/0011. */
export const NEVER_ROTATED: Partial<Record<KeyName, string>> = {
  'protected-staff': 'whom its pseudonyms mean is known to nobody, so they cannot be made anew',
  'subjects-token': 'its pseudonyms stand in the ledger for ever, and no other key makes the same',
};

/** What of before has to be brought over to the new version, so that the earlier one can go. */
function renewalOf(name: KeyName): Renewal | null {
  if (isKeyHolder(name)) return resealDataKeys;
  if (name === 'ledger-seal') return resealLedger;
  if (name === 'codec') return resealOutbox;
  if (name === 'account-secrets') return resealSecondFactors;
  return name === 'search-index' ? rebuildSearchIndex : null;
}

/** Brings over what waits to be; nothing where that is done already. */
async function renew(deps: RotationDependencies, name: KeyName): Promise<void> {
  const { databases, folders, time } = deps;
  const { current, earlier } = keyIdsOf(folders, name);
  if (earlier.length === 0) return;
  await beginRotation(databases.keys, name, current, time.now());
  const record = await readRotation(databases.keys, name, current);
  if (record === null || record.finishedAt !== null) return;
  const save = (position: string): Promise<void> =>
    saveRotationPosition(databases.keys, name, current, position);
  await renewalOf(name)?.(deps, name, { position: record.position, save });
  await finishRotation(databases.keys, name, current, time.now());
}

/**
 * Gives each key a new version while the apps run, and brings over what was sealed with the earlier ones. A run that
 * was broken off is taken up where it stopped: then no further version is made. Throws one sentence.
 */
export async function rotateKeys(deps: RotationDependencies, names: readonly KeyName[]): Promise<void> {
  const { folders, databases, say } = deps;
  const fresh: KeyName[] = [];
  for (const name of names) {
    const { current, earlier } = keyIdsOf(folders, name);
    const record = await readRotation(databases.keys, name, current);
    const isUnderWay = !isStaged(folders, name) && earlier.length > 0 && record?.finishedAt == null;
    if (!isUnderWay) fresh.push(name);
  }
  for (const name of fresh) stageKey(folders, name);
  if (fresh.length > 0) await pause(deps.settleMs ?? SETTLE_MS);
  for (const name of fresh) promoteKey(folders, name);
  if (fresh.length > 0) await pause(deps.settleMs ?? SETTLE_MS);
  for (const name of names) {
    await renew(deps, name);
    say(`${name}: ${keyIdsOf(folders, name).current} is current`);
  }
}

/** Destroys the earlier versions that nothing needs any more, and says of the others why they stay. */
export async function retireKeys(deps: RotationDependencies, names: readonly KeyName[]): Promise<void> {
  const { folders, say } = deps;
  for (const name of names) {
    const { earlier } = keyIdsOf(folders, name);
    if (earlier.length === 0) continue;
    const obstacle = await obstacleTo(deps, name);
    if (obstacle !== null) say(`${name}: kept, ${obstacle}`);
    else {
      // What these signed is verified for ever.
      retireKey(folders, name, name === 'ledger-signing' || name === 'receipt-signing');
      say(`${name}: ${earlier.length} earlier destroyed`);
    }
  }
}

export async function tellStatus(deps: RotationDependencies, names: readonly KeyName[]): Promise<void> {
  const { folders, databases, say } = deps;
  for (const name of names) {
    const { current, earlier } = keyIdsOf(folders, name);
    const record = await readRotation(databases.keys, name, current);
    const since = record === null ? '' : ` since ${record.beganAt}`;
    const earlierOnes = earlier.length === 0 ? '' : `, ${earlier.length} earlier`;
    const open = isStaged(folders, name) || (earlier.length > 0 && record?.finishedAt == null);
    say(`${name} ${current}${since}${earlierOnes}${open ? ', rotation to be taken up again' : ''}`);
  }
}
