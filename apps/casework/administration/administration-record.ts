import type { Databases } from '#persistence/data-source.js';
import { ADMINISTRATION } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { appendFact } from '#persistence/ledger-store.js';
import type { Casework } from '../casework.js';
import type { AgencyFact } from '../wording/agency-fact.wording.js';

/** Changes something of the agency and records it in the administration stream, both or neither. */
export const administer = <T>(
  { databases, keyring, time }: Casework,
  by: string,
  fact: { type: AgencyFact; body: Record<string, unknown> },
  change: (manager: Databases['main']['manager']) => Promise<T>,
): Promise<T> =>
  transaction(databases.main, async (manager) => {
    const done = await change(manager);
    const entry = { ...fact, schemaVersion: 1, at: time.now(), actor: `staff:${by}` };
    await appendFact(manager, ADMINISTRATION, entry, ledgerSeal(keyring));
    return done;
  });
