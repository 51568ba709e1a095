import { openDatabases } from '#persistence/data-source.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import { openKeyring } from '#vault/keyring.js';
import type { BenchRun } from '../bench-run.js';
import { perSecond } from '../report.js';

/** Verifies the whole ledger once, as `npm run ledger:verify` does. Throws when it is not whole. */
export async function ledgerVerification({ report, stack: { settings } }: BenchRun): Promise<void> {
  report.section('Verification of the ledger');
  const { main, close } = await openDatabases(settings, 2);
  try {
    const from = performance.now();
    const keyring = openKeyring(settings.keysDir, ['ledger-seal']);
    const { entries, findings } = await verifyDatabase(main, { dataDir: settings.dataDir, keyring });
    if (findings.length > 0) throw new Error(`The ledger has ${findings.length} findings.`);
    const speed = (1000 * entries) / (performance.now() - from);
    report.add({ name: `${entries} entries`, value: perSecond(speed) });
  } finally {
    await close();
  }
}
