import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { endOrphan, lastWords, startChild, type Child } from '../child.js';
import { eventually, type Say } from '../progress.js';
import { StartRefusal } from '../start-refusal.js';
import { postgresBinaries, type PostgresBinaries } from './binaries.js';
import { demandEnterable, postgresUser, type SystemUser } from './system-user.js';

/** The locale is not `C`, or trigrams of Thai words would be empty. */
const INITDB_FLAGS = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=th-TH', '--locale=C.UTF-8'];
const READY_WITHIN_MS = 120_000;

export interface EmbeddedPostgres {
  child: Child;
  /** Of the database `postgres`, as superuser. */
  url: string;
}

function passwordOf(dataDir: string): string {
  const file = join(dataDir, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

function initialise(folder: string, password: string, { initdb }: PostgresBinaries, user?: SystemUser): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `prongsai-${randomBytes(8).toString('hex')}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) [folder, passwordFile].forEach((path) => chownSync(path, user.uid, user.gid));
  try {
    execFileSync(
      initdb,
      [
        `--pgdata=${folder}`,
        '--auth=scram-sha-256',
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        ...INITDB_FLAGS,
      ],
      { ...user, cwd: '/', stdio: 'pipe', env: { ...process.env, LC_MESSAGES: 'C' } },
    );
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new StartRefusal(
      `PostgreSQL could not be set up in ${folder}: ${String((error as { stderr?: unknown }).stderr ?? error).trim()}`,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A lock file left by a killed server names a pid that may by now be anybody's; the server would believe it. */
function forgetDeadServer(folder: string): void {
  rmSync(join(folder, 'postmaster.pid'), { force: true });
}

async function accepts(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts PostgreSQL on the loopback address with its files in DATA_DIR/postgres, made at the first start. */
export async function startPostgres(dataDir: string, port: number, note: Say): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, 'postgres');
  const user = postgresUser();
  const binaries = await postgresBinaries();
  chmodSync(dataDir, 0o711);
  demandEnterable(dataDir, user);
  demandEnterable(dirname(binaries.postgres), user);
  const password = passwordOf(dataDir);
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    note('first start: making the database cluster');
    initialise(folder, password, binaries, user);
  }
  forgetDeadServer(folder);
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  for (let attempt = 1; ; attempt++) {
    const child = await startChild(dataDir, {
      name: 'postgres',
      command: binaries.postgres,
      args: [
        '-D',
        folder,
        '-p',
        String(port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'unix_socket_directories=',
      ],
      stopSignal: 'SIGINT',
      ...(user === undefined ? {} : { user }),
    });
    const isReady = await eventually(async () => !child.isRunning || (await accepts(url)), READY_WITHIN_MS);
    if (isReady && child.isRunning) return { child, url };
    await child.end('SIGKILL');
    // Backends of a killed server take a moment to notice and let go of its shared memory.
    if (attempt === 5) throw new StartRefusal(`PostgreSQL does not start: ${lastWords(dataDir, 'postgres')}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Ends the server that a killed start left running. */
export const endOrphanedPostgres = (dataDir: string): Promise<boolean> =>
  endOrphan(dataDir, 'postgres', 'SIGINT');
