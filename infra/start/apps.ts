import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectPath } from '#settings/project-path.js';
import type { Settings } from '#settings/settings.js';
import { lastWords, startChild, type Child } from './child.js';
import { eventually } from './progress.js';
import { StartRefusal } from './start-refusal.js';
import { isPolled } from './temporal/task-queue.js';

export const APPS = ['worker', 'casework', 'intake'] as const;
export type AppName = (typeof APPS)[number];

/** Intake makes much that is soon forgotten: with more room for it, in megabytes, the collector takes a fifth less time. */
const MEMORY: Record<AppName, string[]> = {
  worker: [],
  casework: [],
  intake: ['--max-semi-space-size=64'],
};

const READY_WITHIN_MS = 120_000;

async function isHealthy(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

const readiness: Record<AppName, (settings: Settings, child: Child) => Promise<boolean>> = {
  worker: async (settings, child) =>
    (await isHealthy(settings.workerPort)) && (await isPolled(settings, child.pid)),
  casework: ({ caseworkPort }) => isHealthy(caseworkPort),
  intake: ({ intakePort }) => isHealthy(intakePort),
};

/** Starts one built app and waits until it is ready. */
export async function startApp(app: AppName, settings: Settings, env: NodeJS.ProcessEnv): Promise<Child> {
  const child = await startChild(settings.dataDir, {
    name: app,
    command: process.execPath,
    args: ['--enable-source-maps', ...MEMORY[app], projectPath('dist/apps', app, 'main.js')],
    env,
  });
  await eventually(async () => !child.isRunning || (await readiness[app](settings, child)), READY_WITHIN_MS);
  if (child.isRunning && (await readiness[app](settings, child))) return child;
  await child.end('SIGKILL');
  throw new StartRefusal(`${app} does not start; the end of its log:\n${lastWords(settings.dataDir, app)}`);
}

/**
 * Keys, tables, policy packs, Temporal's namespace and, in the demonstration, staff: each only where absent. Returns what
 * the operator is to read.
 */
export async function prepare(env: NodeJS.ProcessEnv): Promise<string> {
  try {
    const script = projectPath('dist/infra/start/prepare.js');
    const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
    return stdout.trim();
  } catch (error) {
    throw new StartRefusal(String((error as { stderr?: string }).stderr).trim());
  }
}
