import type { Databases } from '#persistence/data-source.js';
import { ACCOUNTS } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { transaction } from '#persistence/data-source.js';
import { appendFact } from '#persistence/ledger-store.js';
import type { Casework } from '../casework.js';
import type { AgencyFact } from '../wording/agency-fact.wording.js';

export type Manager = Databases['main']['manager'];

interface AccountFact {
  type: AgencyFact;
  /** Codes and references only. */
  body?: Record<string, unknown>;
}

/** Within a transaction: what somebody did with the own account, in the accounts stream. */
export const recordOfAccount = (
  { keyring, time }: Casework,
  manager: Manager,
  staff: string,
  { type, body = {} }: AccountFact,
): Promise<void> => {
  const entry = { type, schemaVersion: 1, at: time.now(), actor: `staff:${staff}`, body };
  return appendFact(manager, ACCOUNTS, entry, ledgerSeal(keyring));
};

/** Changes something of the person's account and records it in the accounts stream, both or neither. */
export const changeAccount = <T>(
  casework: Casework,
  staff: string,
  fact: AccountFact,
  change: (manager: Manager) => Promise<T>,
): Promise<T> =>
  transaction(casework.databases.main, async (manager) => {
    const done = await change(manager);
    await recordOfAccount(casework, manager, staff, fact);
    return done;
  });
