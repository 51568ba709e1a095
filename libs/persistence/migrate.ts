import { readSettings } from '#settings/settings.js';
import { prepareDatabases } from './prepare-databases.js';

try {
  await prepareDatabases(readSettings());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
