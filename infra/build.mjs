import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'dist/.built');
const SOURCES = [
  'apps',
  'libs',
  'workflows',
  'infra',
  'test',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

function filesUnder(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)));
}

/** Changes with any source file, by name, size and time. */
function stampOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesUnder(join(root, source))).sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function compileTypeScript() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', root], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The source does not compile: see the errors above.');
}

async function buildStyles() {
  const styles = await import('../libs/web/build-styles.mjs');
  styles.buildStyles();
}

async function bundleWorkflows() {
  const bundler = await import('../dist/libs/temporal/workflow-bundle.js');
  const { code } = await bundler.bundleWorkflows();
  writeFileSync(bundler.workflowBundlePath, code);
}

/** Compiles TypeScript, style sheets and the workflow bundle into dist; nothing when the sources are as before. */
export async function build() {
  const stamp = stampOfSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const began = Date.now();
  console.log('  … build: TypeScript, styles, workflow bundle');
  compileTypeScript();
  await buildStyles();
  await bundleWorkflows();
  writeFileSync(stampFile, stamp);
  console.log(`  ✓ build (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
