import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './install.mjs';

ensureInstalled(dirname(dirname(fileURLToPath(import.meta.url))));
const { build } = await import('./build.mjs');
await build();
await import('../dist/test/load/bench.js');
