import { headsFile, readHeadsFile } from '#ledger/heads.js';
import { ledgerSeal } from '#ledger/seal.js';
import { verifyLedger, type VerificationReport } from '#ledger/verification.js';
import type { Keyring } from '#vault/keyring.js';
import type { DataSource } from 'typeorm';
import { eachEntry, readHeads } from './ledger-store.js';

/** `keyring` holds `ledger-seal`. Verifies one stream, or the whole ledger, as the database has it at this moment. */
export async function verifyDatabase(
  main: DataSource,
  options: { dataDir: string; keyring: Keyring; stream?: string },
): Promise<VerificationReport> {
  const { dataDir, keyring, stream } = options;
  const file = await readHeadsFile(headsFile(dataDir), keyring.verifiers['ledger-signing']);
  const sealOf = ledgerSeal(keyring);
  // One snapshot: an entry appended meanwhile is not mistaken for an inserted one.
  return main.transaction('REPEATABLE READ', async (manager) => {
    const heads = await readHeads(manager);
    const entries = eachEntry(manager, stream);
    return verifyLedger({ entries, heads, file, sealOf, ...(stream !== undefined && { stream }) });
  });
}
