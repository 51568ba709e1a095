import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectPath } from '#settings/project-path.js';
import type { Settings } from '#settings/settings.js';
import type { Say } from './progress.js';
import { seedDemonstration } from './seed.js';
import { StartRefusal } from './start-refusal.js';

const run = promisify(execFile);

/** Keys, tables, policy packs, Temporal's namespace and, in the demonstration, an agency: each only where absent. */
export async function prepare(settings: Settings, env: NodeJS.ProcessEnv, note: Say): Promise<void> {
  try {
    await run(process.execPath, [projectPath('dist/libs/persistence/migrate.js')], {
      env: { ...process.env, ...env },
    });
  } catch (error) {
    throw new StartRefusal(
      `The tables could not be made: ${String((error as { stderr?: string }).stderr).trim()}`,
    );
  }
  if (settings.isDemonstration) await seedDemonstration(settings, note);
}
