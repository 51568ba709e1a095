import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Say } from '../progress.js';
import { StartRefusal } from '../start-refusal.js';

const SERVER_VERSION = 'v1.32.1';
const OLDEST_SERVER_OF_CLI = [1, 32] as const;
const DOWNLOAD_WITHIN_MS = 180_000;

/** How Temporal is run: its command-line tool brings a server for development, the official server needs a file. */
export type TemporalProgram = { kind: 'cli' | 'server'; path: string };

const cacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'prongsai');

/** Whether `temporal --version` names a tool whose server knows what is asked of it here: since 1.9. */
export function isRecentCli(versionLine: string): boolean {
  const [, major, minor] = /\(Server (\d+)\.(\d+)/.exec(versionLine) ?? [];
  const [wantedMajor, wantedMinor] = OLDEST_SERVER_OF_CLI;
  return Number(major) > wantedMajor || (Number(major) === wantedMajor && Number(minor) >= wantedMinor);
}

function outputOf(command: string, args: string[]): string | null {
  try {
    return execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
  } catch {
    return null;
  }
}

function onPath(note: Say): TemporalProgram | null {
  const version = outputOf('temporal', ['--version']);
  if (version === null) return null;
  if (isRecentCli(version)) return { kind: 'cli', path: 'temporal' };
  note(`the temporal command on the PATH is passed over, 1.9 or later is needed: ${version.trim()}`);
  return null;
}

function built(): TemporalProgram | null {
  const path = join(cacheFolder(), `temporal-server-${SERVER_VERSION}`, 'server');
  return existsSync(path) ? { kind: 'server', path } : null;
}

function downloadedIn(folder: string): TemporalProgram | null {
  const name = existsSync(folder)
    ? readdirSync(folder).find((file) => /^temporal-cli-[^.]+(\.exe)?/.test(file))
    : undefined;
  return name === undefined ? null : { kind: 'cli', path: join(folder, name) };
}

/** The SDK can only download by starting a server: a short-lived process starts one and ends it. */
const DOWNLOAD = `
  const { TestWorkflowEnvironment } = await import('@temporalio/testing');
  const executable = { type: 'cached-download', downloadDir: process.argv[1] };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
`;

async function download(note: Say): Promise<TemporalProgram | null> {
  const folder = join(cacheFolder(), 'temporal-cli');
  const cached = downloadedIn(folder);
  if (cached !== null) return cached;
  mkdirSync(folder, { recursive: true });
  note('downloading the Temporal command-line tool by the SDK');
  const status = await run(
    process.execPath,
    ['--input-type=module', '-e', DOWNLOAD, folder],
    {},
    DOWNLOAD_WITHIN_MS,
  );
  return status === 0 ? downloadedIn(folder) : null;
}

async function goInstall(note: Say): Promise<TemporalProgram | null> {
  if (outputOf('go', ['version']) === null) return null;
  const target = join(cacheFolder(), `temporal-server-${SERVER_VERSION}`);
  mkdirSync(cacheFolder(), { recursive: true });
  const half = mkdtempSync(join(cacheFolder(), 'building-'));
  note(`building the official server ${SERVER_VERSION} with Go: once, about 3 to 7 minutes`);
  const began = Date.now();
  const clock = setInterval(
    () => note(`still building (${Math.round((Date.now() - began) / 1000)} s)`),
    30_000,
  );
  try {
    const status = await run('go', ['install', `go.temporal.io/server/cmd/server@${SERVER_VERSION}`], {
      GOBIN: half,
    });
    if (status !== 0) return null;
    mkdirSync(target, { recursive: true });
    renameSync(join(half, 'server'), join(target, 'server'));
    return { kind: 'server', path: join(target, 'server') };
  } finally {
    clearInterval(clock);
    rmSync(half, { recursive: true, force: true });
  }
}

const run = (
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  timeout?: number,
): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env }, timeout });
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });

/** The same server as in production, which the command-line tool is not. */
export const OFFICIAL_SERVER = [built, goInstall];

/** `temporal` on the PATH, a server built before, the SDK's download, a build with Go: in this order. */
const WAYS = [onPath, built, download, goInstall];

/** The first way that leads to a Temporal server; refuses when none does. */
export async function findTemporal(
  note: Say,
  ways: ((note: Say) => TemporalProgram | null | Promise<TemporalProgram | null>)[] = WAYS,
): Promise<TemporalProgram> {
  for (const way of ways) {
    const found = await way(note);
    if (found !== null) return found;
  }
  throw new StartRefusal(
    'There is no way to get Temporal: install the `temporal` command (1.9 or later) or Go, connect to the internet, or set TEMPORAL_ADDRESS.',
  );
}
