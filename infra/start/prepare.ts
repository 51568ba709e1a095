import { prepareDatabases } from '#persistence/prepare-databases.js';
import { readSettings } from '#settings/settings.js';
import { prepareNamespace } from '#temporal/namespace.js';
import { issueAllKeys } from '#vault/issue-keys.js';
import { firstAdministratorLink, wordsForLink } from './first-administrator.js';
import { seedDemonstration } from './seed.js';

// A process of its own, so that what only the start needs is not kept in memory for as long as the stack runs.
try {
  const settings = readSettings();
  await prepareDatabases(settings);
  if (settings.issueKeysTo !== undefined) issueAllKeys(settings.keysDir, settings.issueKeysTo);
  await prepareNamespace(settings, settings.temporalNamespace);
  if (settings.isDemonstration) await seedDemonstration(settings);
  else {
    const link = await firstAdministratorLink(settings);
    if (link !== null) process.stdout.write(`${wordsForLink(link)}\n`);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
