import { ledgerSeal } from '#ledger/seal.js';
import { countLinksSealedToEarlier } from '#persistence/access-link-store.js';
import { readRotation } from '#persistence/key-rotation-store.js';
import { eachEntry } from '#persistence/ledger-store.js';
import { outboxBacklog } from '#persistence/outbox-store.js';
import { countFilingsUnderEarlier } from '#persistence/renewable-rows.js';
import { countWrappedToEarlier } from '#persistence/sealed-with-earlier-keys.js';
import { isKeyHolder, type KeyName } from '#vault/key-names.js';
import { keyIdsOf } from '#vault/rotate-key-files.js';
import type { RotationDependencies } from './renewal.js';
import { secondFactorsUnderEarlier } from './reseal-second-factors.js';

const MINUTE_MS = 60_000;
/** The longest that a session can be set to last: each of its pages signs its cookie anew. */
const SESSION_MS = 24 * 3_600_000;

/** Longer than anything lasts that was begun with the earlier version. */
const restOf = (name: KeyName): number => (name === 'session-cookies' ? SESSION_MS : MINUTE_MS);

async function sealedByEarlier({ databases, keyring }: RotationDependencies): Promise<number> {
  const sealOf = ledgerSeal(keyring);
  let count = 0;
  for await (const { hash, seal } of eachEntry(databases.main.manager))
    if (sealOf.madeBy(hash, seal) > 0) count += 1;
  return count;
}

/** Why the earlier versions of the key cannot be destroyed yet, in a few words; null when nothing needs them. */
export async function obstacleTo(deps: RotationDependencies, name: KeyName): Promise<string | null> {
  const { databases, folders, time, temporal } = deps;
  const { main, keys } = databases;
  const { current } = keyIdsOf(folders, name);
  const record = await readRotation(keys, name, current);
  if (record?.finishedAt == null) return 'the rotation is not finished: run rotate again';
  const rested = Date.parse(time.now()) - Date.parse(record.finishedAt);
  if (rested < restOf(name)) return `in use a moment ago: wait ${restOf(name) / MINUTE_MS} min`;
  if (isKeyHolder(name)) {
    const left = await countWrappedToEarlier(keys, name, current);
    if (left > 0) return `${left} data keys are sealed to it: run rotate again`;
    const links = name === 'mailer' ? await countLinksSealedToEarlier(main.manager, current, time.now()) : 0;
    return links === 0
      ? null
      : `${links} links to accounts are sealed to it: wait until they are used or over`;
  }
  switch (name) {
    case 'ledger-seal': {
      const left = await sealedByEarlier(deps);
      return left === 0 ? null : `${left} entries are sealed with it: run rotate again`;
    }
    case 'account-secrets': {
      const left = await secondFactorsUnderEarlier(deps);
      return left === 0 ? null : `${left} second factors are sealed with it: run rotate again`;
    }
    case 'codec': {
      const { count } = await temporal.workflow.count(`StartTime < "${record.finishedAt}"`);
      return count === 0 ? null : `${count} workflows began under it, and Temporal keeps their histories`;
    }
    case 'receipt-code': {
      const left = await countFilingsUnderEarlier(main, current);
      return left === 0 ? null : `${left} complainants have codes under it`;
    }
    case 'casework-signing':
    case 'intake-signing':
    case 'worker-signing': {
      const { waiting } = await outboxBacklog(main);
      return waiting === 0 ? null : `${waiting} messages wait that it may have signed`;
    }
    default:
      return null;
  }
}
