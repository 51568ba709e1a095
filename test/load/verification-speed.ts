import { headsFile, readHeadsFile } from '#ledger/heads.js';
import { verifyLedger } from '#ledger/verification.js';
import { openDatabases } from '#persistence/data-source.js';
import { eachEntry, readHeads } from '#persistence/ledger-store.js';
import type { Settings } from '#settings/settings.js';
import { openKeyring } from '#vault/keyring.js';

/** Verifies the whole ledger once, as `npm run ledger:verify` does. Throws when it is not whole. */
export async function verificationSpeed(settings: Settings): Promise<{ entries: number; perSecond: number }> {
  const { main, close } = await openDatabases(settings, 2);
  try {
    const from = performance.now();
    const { verifiers } = openKeyring(settings.dataDir, []);
    const file = await readHeadsFile(headsFile(settings.dataDir), verifiers['ledger-signing']);
    const heads = await readHeads(main.manager);
    const { entries, findings } = await verifyLedger({ entries: eachEntry(main.manager), heads, file });
    if (findings.length > 0) throw new Error(`The ledger has ${findings.length} findings.`);
    return { entries, perSecond: (1000 * entries) / (performance.now() - from) };
  } finally {
    await close();
  }
}
