import 'reflect-metadata';
import type { Pool } from 'pg';
import { DataSource, type EntityManager, type MigrationInterface } from 'typeorm';
import { DelegationEntity } from './entities/delegation.entity.js';
import { HolidayEntity } from './entities/holiday.entity.js';
import { StaffEntity } from './entities/staff.entity.js';
import { UnitEntity } from './entities/unit.entity.js';
import { AccessLinkKeys1764600100000 } from './migrations/access-link-keys.migration.js';
import { Accounts1764600000000 } from './migrations/accounts.migration.js';
import { BoundGrants1764900000000 } from './migrations/bound-grants.migration.js';
import { DataRequests1764900000000 } from './migrations/data-requests.migration.js';
import { Evidence1764700000000 } from './migrations/evidence.migration.js';
import { Drafts1764000100000 } from './migrations/drafts.migration.js';
import { FormerNamings1764960000000 } from './migrations/former-namings.migration.js';
import { IdentityGrants1764400000000 } from './migrations/identity-grants.migration.js';
import { KeysTables1764000000000 } from './migrations/keys-tables.migration.js';
import { MainTables1764000000000 } from './migrations/main-tables.migration.js';
import { ProposedRelationships1764970000000 } from './migrations/proposed-relationships.migration.js';
import { Protection1764500000000 } from './migrations/protection.migration.js';
import { Relationships1764850000000 } from './migrations/relationships.migration.js';
import { Retention1764800000000 } from './migrations/retention.migration.js';
import { RefusedMail1764300000000 } from './migrations/refused-mail.migration.js';

/** The main database, and the one that holds nothing but wrapped data keys. */
export interface Databases {
  main: DataSource;
  keys: DataSource;
  close(): Promise<void>;
}

const POOL_SIZE = 20;
/** Asked once a filing or a reading: three processes stay below PostgreSQL's usual hundred connections. */
const KEYS_POOL_SIZE = 10;

const dataSource = (
  url: string,
  poolSize: number,
  schema: Pick<Schema, 'entities' | 'migrations'>,
): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    poolSize,
    synchronize: false,
    migrationsTransactionMode: 'all',
    ...schema,
    extra: { connectionTimeoutMillis: 5_000 },
  });

interface Schema {
  entities: (new () => object)[];
  migrations: (new () => MigrationInterface)[];
}

/** `keyed`: migrations that need a key, which only `prepareDatabases` has at hand. */
export const mainDataSource = (
  url: string,
  poolSize = POOL_SIZE,
  keyed: (new () => MigrationInterface)[] = [],
): DataSource =>
  dataSource(url, poolSize, {
    entities: [DelegationEntity, HolidayEntity, StaffEntity, UnitEntity],
    migrations: [
      MainTables1764000000000,
      Drafts1764000100000,
      RefusedMail1764300000000,
      Protection1764500000000,
      Accounts1764600000000,
      AccessLinkKeys1764600100000,
      Evidence1764700000000,
      Retention1764800000000,
      Relationships1764850000000,
      FormerNamings1764960000000,
      ProposedRelationships1764970000000,
      DataRequests1764900000000,
      ...keyed,
    ],
  });

export const keysDataSource = (
  url: string,
  poolSize = KEYS_POOL_SIZE,
  keyed: (new () => MigrationInterface)[] = [],
): DataSource =>
  dataSource(url, poolSize, {
    entities: [],
    migrations: [KeysTables1764000000000, IdentityGrants1764400000000, BoundGrants1764900000000, ...keyed],
  });

/** Connects to both databases, which `prepareDatabases` has made. Throws when either cannot be reached. */
export async function openDatabases(
  urls: { databaseUrl: string; keysDatabaseUrl: string },
  poolSize = POOL_SIZE,
): Promise<Databases> {
  const main = await mainDataSource(urls.databaseUrl, poolSize).initialize();
  const keys = await keysDataSource(urls.keysDatabaseUrl, Math.min(poolSize, KEYS_POOL_SIZE)).initialize();
  return {
    main,
    keys,
    async close() {
      await Promise.all([main.destroy(), keys.destroy()]);
    },
  };
}

/** Runs the work in one transaction; whatever it throws leaves nothing behind. */
export const transaction = <T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> => source.transaction(work);

/** The connection pool underneath, for the session store of the web framework. */
export const poolOf = (source: DataSource): Pool => (source.driver as unknown as { master: Pool }).master;
