import { readSettings } from '#settings/settings.js';
import { openKeyring } from '#vault/keyring.js';
import { mainDataSource } from './data-source.js';
import { verifyDatabase } from './ledger-verification.js';

/** `npm run ledger:verify [-- <stream>]`: prints what was found; ends with 1 when anything was, 2 when it cannot look. */
try {
  const settings = readSettings();
  const [stream] = process.argv.slice(2);
  const keyring = openKeyring(settings.keysDir, ['ledger-seal']);
  const main = await mainDataSource(settings.databaseUrl, 2).initialize();
  const startedAt = performance.now();
  const report = await verifyDatabase(main, {
    dataDir: settings.dataDir,
    keyring,
    ...(stream !== undefined && { stream }),
  }).finally(() => main.destroy());
  const seconds = (performance.now() - startedAt) / 1_000;

  for (const { stream: where, seq, what } of report.findings) console.log(`${where} ${seq} ${what}`);
  console.log(
    `${report.entries} entries in ${report.streams} streams verified in ${seconds.toFixed(1)} s ` +
      `(${report.unsigned} streams not signed yet): ${report.findings.length} faults`,
  );
  process.exitCode = report.findings.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`The ledger cannot be verified: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
