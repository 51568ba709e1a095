import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const libraries = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist/libs');
const isEntry = (file) => readFileSync(file, 'utf8').includes('process.exitCode');

// What Jest loads leniently, Node.js may refuse: every built library module is loaded once as it will be.
for (const name of readdirSync(libraries, { recursive: true })) {
  const file = join(libraries, name);
  if (!/(?<!\.spec)\.js$/.test(name) || isEntry(file)) continue;
  await import(pathToFileURL(file).href);
}
