import type { KeyObject } from 'node:crypto';
import { headsFile, readHeadsFile } from '#ledger/heads.js';
import { verifyLedger, type VerificationReport } from '#ledger/verification.js';
import type { DataSource } from 'typeorm';
import { eachEntry, readHeads } from './ledger-store.js';

/** Verifies one stream, or the whole ledger, as the database has it at this moment. */
export async function verifyDatabase(
  main: DataSource,
  options: { dataDir: string; publicKey: KeyObject; stream?: string },
): Promise<VerificationReport> {
  const { dataDir, publicKey, stream } = options;
  const file = await readHeadsFile(headsFile(dataDir), publicKey);
  // One snapshot: an entry appended meanwhile is not mistaken for an inserted one.
  return main.transaction('REPEATABLE READ', async (manager) => {
    const heads = await readHeads(manager);
    const entries = eachEntry(manager, stream);
    return verifyLedger({ entries, heads, file, ...(stream !== undefined && { stream }) });
  });
}
