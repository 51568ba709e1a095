import { ADMINISTRATION } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { appendFact } from '#persistence/ledger-store.js';
import type { Manager } from '../accounts/account-record.js';
import type { Casework } from '../casework.js';
import type { AgencyFact } from '../wording/agency-fact.wording.js';

interface AdministrationFact {
  type: AgencyFact;
  body: Record<string, unknown>;
}

/** Within a transaction: what somebody did to the agency, in the administration stream. */
export const recordAdministration = (
  { keyring, time }: Casework,
  manager: Manager,
  by: string,
  fact: AdministrationFact,
): Promise<void> => {
  const entry = { ...fact, schemaVersion: 1, at: time.now(), actor: `staff:${by}` };
  return appendFact(manager, ADMINISTRATION, entry, ledgerSeal(keyring));
};

/** Changes something of the agency and records it in the administration stream, both or neither. */
export const administer = <T>(
  casework: Casework,
  by: string,
  fact: AdministrationFact,
  change: (manager: Manager) => Promise<T>,
): Promise<T> =>
  transaction(casework.databases.main, async (manager) => {
    const done = await change(manager);
    await recordAdministration(casework, manager, by, fact);
    return done;
  });
