import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const OLDEST_NODE = 20;

/** One sentence when this Node.js is too old, else null. */
export function nodeTooOld(version = process.versions.node) {
  const isTooOld = Number(version.split('.')[0]) < OLDEST_NODE;
  return isTooOld
    ? `Node.js ${OLDEST_NODE} or later is needed, this is ${version}: install a newer one.`
    : null;
}

/** Whether the packages are absent or older than the lockfile. */
function packagesAreStale(root) {
  const installed = join(root, 'node_modules/.package-lock.json');
  return (
    !existsSync(installed) || statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
  );
}

/** Runs `npm ci` where needed; throws an Error of one sentence when it fails. */
export function ensureInstalled(root) {
  if (!packagesAreStale(root)) return;
  const began = Date.now();
  console.log('  … packages: npm ci');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The packages could not be installed: see what npm said above.');
  console.log(`  ✓ packages (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}
