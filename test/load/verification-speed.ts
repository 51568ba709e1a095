import { openDatabases } from '#persistence/data-source.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import type { Settings } from '#settings/settings.js';
import { openKeyring } from '#vault/keyring.js';

/** Verifies the whole ledger once, as `npm run ledger:verify` does. Throws when it is not whole. */
export async function verificationSpeed(settings: Settings): Promise<{ entries: number; perSecond: number }> {
  const { main, close } = await openDatabases(settings, 2);
  try {
    const from = performance.now();
    const keyring = openKeyring(settings.keysDir, ['ledger-seal']);
    const { entries, findings } = await verifyDatabase(main, { dataDir: settings.dataDir, keyring });
    if (findings.length > 0) throw new Error(`The ledger has ${findings.length} findings.`);
    return { entries, perSecond: (1000 * entries) / (performance.now() - from) };
  } finally {
    await close();
  }
}
