import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, HOW_TO_INSTALL } from './chromium.mjs';
import { ensureInstalled, nodeTooOld } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const withJourneys = !process.argv.includes('--without-journeys');
const sum = { passed: 0, failed: 0 };

function run(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

async function check(name, work) {
  const began = Date.now();
  console.log(`\n── ${name}`);
  let isPassed = false;
  try {
    isPassed = await work();
  } catch (error) {
    console.error(error.message);
  }
  sum[isPassed ? 'passed' : 'failed'] += 1;
  console.log(`${isPassed ? '✓' : '✗'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

function specs(name, args, env = {}) {
  console.log(`\n── ${name}`);
  const report = join(mkdtempSync(join(tmpdir(), 'prongsai-test-')), 'report.json');
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const isPassed = run([...jest, '--json', `--outputFile=${report}`, '--silent', ...args], env);
  if (!existsSync(report)) {
    sum.failed += 1;
    return;
  }
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  sum.passed += numPassedTests;
  sum.failed += failed === 0 && !isPassed ? 1 : failed;
}

const tool = (path) => join('node_modules', path);

const tooOld = nodeTooOld();
if (tooOld !== null) {
  console.error(tooOld);
  process.exit(1);
}
ensureInstalled(root);

await check('format', () => run([tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']));
await check('types and build', async () => {
  const { build } = await import('./build.mjs');
  await build();
  return true;
});
// Once, and before the specs: each that needs a server would otherwise build one, all at the same time.
await check('a Temporal server', async () => {
  if (process.env.TEMPORAL_ADDRESS) return true;
  const { findTemporal } = await import('../dist/infra/start/temporal/find-temporal.js');
  const { path } = await findTemporal((line) => console.log(`  … ${line}`));
  console.log(`  ${path}`);
  return true;
});
await check('the built libraries load', () => run(['infra/load-built.mjs']));
await check('lint', () => run([tool('eslint/bin/eslint.js'), '--max-warnings', '0', '.']));
await check('boundaries', () => {
  const folders = ['apps', 'libs', 'workflows', 'infra', 'test'];
  return run([tool('dependency-cruiser/bin/dependency-cruise.mjs'), ...folders]);
});
await check('unused code', () => run([tool('knip/bin/knip.js')]));
specs('unit, property, store, workflow and replay specs', ['--testPathIgnorePatterns', 'test/journeys']);

if (withJourneys) {
  const chromium = findChromium();
  if (chromium === null) console.log(`\nThe journeys in the browser are skipped: ${HOW_TO_INSTALL}`);
  specs('journeys', ['--runInBand', 'test/journeys'], chromium === null ? {} : { CHROMIUM_PATH: chromium });
}

console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed === 0 ? 0 : 1;
