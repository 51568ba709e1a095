import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, nodeTooOld } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const refusal = nodeTooOld();
  if (refusal !== null) throw new Error(refusal);
  console.log('Prongsai');
  ensureInstalled(root);
  const { build } = await import('./build.mjs');
  await build();
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
await import('../dist/infra/start/main.js');
