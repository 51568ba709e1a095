import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { headsFile, type SignedHeads } from '#ledger/heads.js';
import { HeadsRecorder } from '#ledger/heads-recorder.js';
import { chain, entryHash, type LedgerEntry } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { openKeyring, type Keyring } from '#vault/keyring.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { transaction } from './data-source.js';
import { appendFact, readHeads, readStream } from './ledger-store.js';
import { verifyDatabase } from './ledger-verification.js';

const AT = '2026-02-02T03:00:00.000Z';
let databases: TestDatabases;
let keyring: Keyring;

beforeAll(async () => {
  databases = await testDatabases();
  keyring = openKeyring(databases.keysDir, ['ledger-signing', 'ledger-seal']);
});
afterAll(() => databases.close());

const append = (stream: string, count: number): Promise<void> =>
  transaction(databases.main, async (manager) => {
    for (let index = 0; index < count; index += 1)
      await appendFact(
        manager,
        stream,
        { type: 'Told', schemaVersion: 1, at: AT, actor: 'system', body: { index } },
        ledgerSeal(keyring),
      );
  });

const newRecorder = (): HeadsRecorder => new HeadsRecorder(databases.dataDir, keyring);

async function signHeads(recorder = newRecorder()): Promise<string[]> {
  const retreats = await recorder.record(await readHeads(databases.main.manager), AT);
  return retreats.map(({ stream, what }) => `${stream} ${what}`);
}

async function found(stream?: string): Promise<string[]> {
  const { findings } = await verifyDatabase(databases.main, {
    dataDir: databases.dataDir,
    keyring,
    ...(stream !== undefined && { stream }),
  });
  return findings.map(({ stream: where, seq, what }) => `${where} ${seq} ${what}`);
}

/** As somebody would who owns the database: the trigger goes first. */
async function tamper(...statements: string[]): Promise<void> {
  await databases.main.query('ALTER TABLE ledger_entry DISABLE TRIGGER ledger_is_append_only');
  for (const statement of statements) await databases.main.query(statement);
  await databases.main.query('ALTER TABLE ledger_entry ENABLE TRIGGER ledger_is_append_only');
}

/** Rewrites a chain from an entry on, hashes, head and all. */
async function rewrite(stream: string, change: (entry: LedgerEntry) => LedgerEntry): Promise<void> {
  let prevHash = '0'.repeat(64);
  for (const entry of (await readStream(databases.main.manager, stream)).map(change)) {
    const hash = entryHash({ ...entry, prevHash });
    await tamper(
      `UPDATE ledger_entry SET body = '${entry.body}', prev_hash = '${prevHash}', hash = '${hash}'
       WHERE stream = '${stream}' AND seq = ${entry.seq}`,
      `UPDATE ledger_head SET hash = '${hash}' WHERE stream = '${stream}'`,
    );
    prevHash = hash;
  }
}

describe('verification of the ledger', () => {
  beforeEach(async () => {
    await tamper('TRUNCATE ledger_entry, ledger_head');
    rmSync(headsFile(databases.dataDir), { force: true });
    await append('one', 3);
    await append('two', 2);
    await signHeads();
    await append('one', 1);
  });

  it('finds nothing where nothing was done, also in what is not signed yet', async () => {
    expect(await found()).toEqual([]);
    expect(await found('one')).toEqual([]);
    const report = await verifyDatabase(databases.main, {
      dataDir: databases.dataDir,
      keyring,
    });
    expect(report).toMatchObject({ entries: 6, streams: 2, unsigned: 0 });
  });

  it('is refused by the database before it comes to that', async () => {
    for (const statement of [
      `UPDATE ledger_entry SET body = ''`,
      'DELETE FROM ledger_entry',
      'TRUNCATE ledger_entry',
    ])
      await expect(databases.main.query(statement)).rejects.toThrow('append-only');
  });

  it('finds an altered entry', async () => {
    await tamper(`UPDATE ledger_entry SET body = '{"index":7}' WHERE stream = 'one' AND seq = 2`);
    expect(await found()).toEqual(['one 2 entry-altered']);
    expect(await found('two')).toEqual([]);
  });

  it('finds a removed entry', async () => {
    await tamper(`DELETE FROM ledger_entry WHERE stream = 'one' AND seq = 2`);
    expect(await found()).toEqual(['one 3 entry-removed']);
  });

  it('finds an entry inserted behind the head', async () => {
    await tamper(`INSERT INTO ledger_entry SELECT stream, 3, type, schema_version, at, actor, body, hash, hash, NULL, seal
      FROM ledger_entry WHERE stream = 'two' AND seq = 2`);
    expect(await found()).toEqual(['two 3 entry-altered', 'two 3 entry-inserted']);
  });

  it('finds an entry inserted in the middle', async () => {
    await tamper(
      `UPDATE ledger_entry SET seq = seq + 10 WHERE stream = 'two' AND seq = 2`,
      `INSERT INTO ledger_entry SELECT stream, 2, type, schema_version, at, actor, body, hash, hash, NULL, seal
       FROM ledger_entry WHERE stream = 'two' AND seq = 1`,
      `UPDATE ledger_entry SET seq = 3 WHERE stream = 'two' AND seq = 12`,
    );
    expect(await found()).toEqual(
      expect.arrayContaining(['two 2 history-rewritten', 'two 3 entry-altered', 'two 3 entry-inserted']),
    );
  });

  it('finds a cut tail, with the head cut to fit', async () => {
    await tamper(
      `DELETE FROM ledger_entry WHERE stream = 'one' AND seq >= 3`,
      `UPDATE ledger_head SET seq = 2, hash = (SELECT hash FROM ledger_entry WHERE stream = 'one' AND seq = 2)
       WHERE stream = 'one'`,
    );
    expect(await found()).toEqual(['one 3 tail-cut']);
    expect(await signHeads()).toEqual(['one tail-cut']);
    expect(await found()).toEqual(['one 3 tail-cut']);
  });

  it('finds a removed case', async () => {
    await tamper(
      `DELETE FROM ledger_entry WHERE stream = 'two'`,
      `DELETE FROM ledger_head WHERE stream = 'two'`,
    );
    expect(await found()).toEqual(['two 1 stream-removed']);
    expect(await signHeads()).toEqual(['two stream-removed']);
  });

  it('finds a chain rewritten with all its hashes, also when it has grown since', async () => {
    await rewrite('two', (entry) => ({ ...entry, body: '{"index":9}' }));
    expect(await found()).toEqual(['two 1 entry-forged', 'two 2 history-rewritten']);
    expect(await signHeads()).toEqual(['two history-rewritten']);
    await append('two', 1);
    await signHeads();
    expect(await found()).toEqual(['two 1 entry-forged', 'two 2 history-rewritten']);
  });

  it('finds an entry appended by SQL with its head before anything was signed, also once it is signed', async () => {
    const head = (await readHeads(databases.main.manager)).get('one')!;
    const guess = ledgerSeal({ secrets: () => [Buffer.alloc(32)] });
    const told = { type: 'Told', schemaVersion: 1, at: AT, actor: 'system', body: { index: 4 } };
    const [forged] = chain(head, [told], 'one', guess);
    await tamper(
      `INSERT INTO ledger_entry SELECT 'one', 5, type, schema_version, at, actor, '${forged!.body}',
         '${forged!.prevHash}', '${forged!.hash}', NULL, '${forged!.seal}'
       FROM ledger_entry WHERE stream = 'one' AND seq = 4`,
      `UPDATE ledger_head SET seq = 5, hash = '${forged!.hash}' WHERE stream = 'one'`,
    );
    expect(await found()).toEqual(['one 5 entry-forged']);
    await append('one', 1);
    expect(await signHeads()).toEqual([]);
    expect(await found()).toEqual(['one 5 entry-forged']);
  });

  it('goes on after a line of the heads file that a crash cut off', async () => {
    appendFileSync(headsFile(databases.dataDir), '{"at":"2026');
    expect(await found()).toEqual([]);
    await signHeads();
    expect(await found()).toEqual([]);
  });

  it('goes on after a full disk, whether it left half a line, a whole one or none', async () => {
    const file = headsFile(databases.dataDir);
    const recorder = newRecorder();
    await signHeads(recorder);
    appendFileSync(file, '{"at":"2026');
    await append('one', 1);
    await signHeads(recorder);
    renameSync(file, `${file}.aside`);
    mkdirSync(file);
    await append('one', 1);
    await expect(signHeads(recorder)).rejects.toThrow('EISDIR');
    rmdirSync(file);
    renameSync(`${file}.aside`, file);
    await signHeads(recorder);
    expect(await found()).toEqual([]);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as SignedHeads).changed['one']?.seq)).toEqual([3, 4, 5, 6]);
  });

  it('finds lines that were taken out of the heads file under a running worker', async () => {
    const recorder = newRecorder();
    await signHeads(recorder);
    rmSync(headsFile(databases.dataDir));
    await signHeads(recorder);
    expect(await found()).toContain('heads.jsonl 1 heads-file-damaged');
  });

  it('finds a line of the heads file that was changed or taken out', async () => {
    await signHeads();
    const file = headsFile(databases.dataDir);
    const [first = '', second = ''] = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, `${first.replace('"streams":2', '"streams":3')}\n${second}\n`);
    expect(await found()).toContain('heads.jsonl 1 heads-file-damaged');
    writeFileSync(file, `${second}\n`);
    expect(await found()).toContain('heads.jsonl 1 heads-file-damaged');
  });
});
