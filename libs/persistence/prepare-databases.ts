import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { systemTime } from '#settings/time.js';
import type { Settings } from '#settings/settings.js';
import { loadPacks } from '#policy/packs.js';
import { ledgerSeal } from '#ledger/seal.js';
import { keyIdOf } from '#vault/key-id.js';
import { createKeyring, openKeyring } from '#vault/keyring.js';
import { protectedStaffToken } from '#vault/protected-staff-token.js';
import { pseudonyms } from '#vault/pseudonym.js';
import { keysDataSource, mainDataSource } from './data-source.js';
import { filingKeyIds, wrappedKeyIds } from './migrations/key-versions.migration.js';
import { protectedStaffTokens } from './migrations/protected-staff-tokens.migration.js';
import { ledgerSeals } from './migrations/ledger-seals.migration.js';
import { storePolicy } from './policy-store.js';
import { saveUnit } from './unit-store.js';

const WAIT_MS = 30_000;
const RETRY_MS = 500;

/** What PostgreSQL answers, or the socket says, while a server is still on its way up. */
const NOT_YET = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', '57P03'];
const NO_SUCH_DATABASE = '3D000';
const ALREADY_THERE = ['42P04', '23505'];

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';
const nameIn = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

function unreachable(url: string, error: unknown): Error {
  const { host } = new URL(url);
  const cause = error instanceof Error ? error.message || codeOf(error) : String(error);
  return new Error(`The database ${nameIn(url)} at ${host} cannot be used: ${cause}. Check DATABASE_URL.`, {
    cause: error,
  });
}

async function tryConnect(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new Client({ connectionString: server.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE "${nameIn(url).replaceAll('"', '""')}"`);
  } catch (error) {
    if (!ALREADY_THERE.includes(codeOf(error))) throw error;
  } finally {
    await client.end();
  }
}

/** Waits until the server answers; makes the database when it is missing. */
async function reach(url: string): Promise<void> {
  const giveUpAt = Date.now() + WAIT_MS;
  for (;;)
    try {
      await tryConnect(url);
      return;
    } catch (error) {
      if (codeOf(error) === NO_SUCH_DATABASE) {
        await createDatabase(url);
        return;
      }
      if (!NOT_YET.includes(codeOf(error)) || Date.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
}

async function migrate(source: DataSource): Promise<void> {
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    // Two processes that start at once take turns.
    await runner.query(`SELECT pg_advisory_lock(hashtext('prongsai-migrations'))`);
    await source.runMigrations();
  } finally {
    await runner.query(`SELECT pg_advisory_unlock(hashtext('prongsai-migrations'))`);
    await runner.release();
  }
}

/**
 * Makes a copy ready to serve: both databases with their tables, the keys, the policy packs with their units.
 * Does nothing that is done already. Throws one clear sentence when a database cannot be reached.
 */
export async function prepareDatabases(
  settings: Pick<Settings, 'databaseUrl' | 'keysDatabaseUrl' | 'keysDir' | 'policyFolder' | 'timeOffsetFile'>,
): Promise<void> {
  const { databaseUrl, keysDatabaseUrl } = settings;
  for (const url of [databaseUrl, keysDatabaseUrl])
    await reach(url).catch((error: unknown) => {
      throw unreachable(url, error);
    });
  createKeyring(settings.keysDir);

  const keyring = openKeyring(settings.keysDir, ['ledger-seal', 'receipt-code', 'protected-staff']);
  const protectedStaff = keyring.secret('protected-staff');
  const earlierToken = pseudonyms(protectedStaff);
  const main = mainDataSource(databaseUrl, 2, [
    ledgerSeals(ledgerSeal(keyring)),
    filingKeyIds(keyIdOf(keyring.secret('receipt-code'))),
    protectedStaffTokens(
      (staff) => earlierToken('person', staff),
      (staff, protection) => protectedStaffToken(protectedStaff, staff, protection),
    ),
  ]);
  const publicIds = Object.entries(keyring.publicKeys).map(([holder, { id }]) => [holder, id]);
  const keys = keysDataSource(keysDatabaseUrl, 2, [
    wrappedKeyIds(Object.fromEntries(publicIds) as Record<string, string>),
  ]);
  try {
    await migrate(keys);
    await migrate(main);
    const at = systemTime(settings.timeOffsetFile).now();
    for (const policy of loadPacks(settings.policyFolder)) {
      const isNew = await storePolicy(main.manager, policy, at);
      if (isNew)
        for (const unit of policy.units)
          await saveUnit(main.manager, { parent: null, isActive: true, ...unit });
    }
  } finally {
    await Promise.all([main, keys].filter((one) => one.isInitialized).map((one) => one.destroy()));
  }
}
