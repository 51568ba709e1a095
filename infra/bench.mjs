import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { ensureInstalled, nodeTooOld } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const refusal = nodeTooOld();
if (refusal !== null) {
  console.error(refusal);
  process.exit(1);
}
ensureInstalled(root);
const { build } = await import('./build.mjs');
await build();
const { status } = spawnSync(process.execPath, [join(root, 'dist/test/load/bench.js')], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, CHROMIUM_PATH: findChromium() ?? '' },
});
process.exit(status ?? 1);
