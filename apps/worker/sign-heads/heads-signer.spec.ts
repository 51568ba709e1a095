import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { headsFile, type SignedHeads } from '#ledger/heads.js';
import { ledgerSeal } from '#ledger/seal.js';
import { type Databases, openDatabases } from '#persistence/data-source.js';
import { appendFact } from '#persistence/ledger-store.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import { type Keyring, openKeyring } from '#vault/keyring.js';
import { testDatabases, type TestDatabases } from '../../../test/support/database.js';
import { until } from '../../../test/support/until.js';
import { HeadsSigner } from './heads-signer.js';

const AT = '2026-02-02T03:00:00.000Z';
const WORKERS = 2;
const ENTRIES = 60;

let databases: TestDatabases;
let keyring: Keyring;
const connections: Databases[] = [];

beforeAll(async () => {
  databases = await testDatabases();
  keyring = openKeyring(databases.keysDir, ['ledger-signing', 'ledger-seal']);
  for (let worker = 0; worker < WORKERS; worker++) connections.push(await openDatabases(databases));
});
afterAll(async () => {
  await Promise.all(connections.map((one) => one.close()));
  await databases.close();
});

const append = (index: number): Promise<void> =>
  appendFact(
    databases.main.manager,
    `stream-${index % 3}`,
    { type: 'Told', schemaVersion: 1, at: AT, actor: 'system', body: { index } },
    ledgerSeal(keyring),
  );
const lines = (): SignedHeads[] =>
  readFileSync(headsFile(databases.dataDir), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SignedHeads);

/** The last signed entry of each stream. */
const signedSeqs = (): Map<string, number> =>
  new Map(
    lines()
      .flatMap(({ changed }) => Object.entries(changed))
      .map(([stream, { seq }]) => [stream, seq]),
  );
const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('the signing of heads', () => {
  it('keeps one chain of lines when two workers sign into one file at once', async () => {
    const at = [AT, '2026-02-02T03:00:01.000Z'];
    const signers = connections.map(
      (one, worker) => new HeadsSigner(one, keyring, databases.dataDir, { now: () => at[worker]! }, 1),
    );
    for (const signer of signers) signer.onApplicationBootstrap();
    for (let index = 0; index < ENTRIES; index++) await append(index);
    await until(async () => lines().length > ENTRIES && sum([...signedSeqs().values()]) === ENTRIES);
    await Promise.all(signers.map((signer) => signer.beforeApplicationShutdown()));

    expect(new Set(lines().map((line) => line.at))).toEqual(new Set(at));
    const report = await verifyDatabase(databases.main, { dataDir: databases.dataDir, keyring });
    expect(report).toEqual({ entries: ENTRIES, streams: 3, unsigned: 0, findings: [] });
  });
});
