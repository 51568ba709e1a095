import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { CaseUnderTest } from '#domain/complaint/complaint.builder.js';
import { replay } from '#domain/complaint/evolve.js';
import { Refusal } from '#domain/complaint/refusal.js';
import { ADMINISTRATION, entryHash } from '#ledger/ledger.js';
import { isSealed, ledgerSeal } from '#ledger/seal.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { transaction } from './data-source.js';
import { appendEvents } from './case-ledger-store.js';
import { appendFact, eachEntry, readStream, recordAccess, toEvent } from './ledger-store.js';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases.close());

const events = CaseUnderTest.closed().events;
const append = (
  stream: string,
  version: number,
  commandId: string,
  some: ComplaintEvent[],
): Promise<ComplaintEvent[] | Refusal> =>
  transaction(databases.main, (manager) =>
    appendEvents(manager, stream, version, commandId, some, databases.sealOf),
  );

describe('the ledger of a case', () => {
  it('keeps what the state is folded from', async () => {
    await append('whole', 0, 'all', events);
    const stored = await readStream(databases.main.manager, 'whole');
    expect(replay(stored.map(toEvent))).toEqual(replay(events));
    for (const { hash, seal, ...entry } of stored) {
      expect(entryHash(entry)).toBe(hash);
      expect(isSealed({ hash, seal }, databases.sealOf)).toBe(true);
    }
  });

  it('gives a command that is recorded again the events of the first time', async () => {
    await append('again', 0, 'first', events.slice(0, 1));
    const second = await append('again', 1, 'second', events.slice(1, 3));
    await append('again', 3, 'third', events.slice(3, 4));
    expect(await append('again', 1, 'second', events.slice(4, 6))).toEqual(second);
    expect(await readStream(databases.main.manager, 'again')).toHaveLength(4);
  });

  it('refuses a command that was decided on an older state', async () => {
    await append('contended', 0, 'first', events.slice(0, 1));
    const outcomes = await Promise.all(
      ['a', 'b', 'c'].map((id) => append('contended', 1, id, events.slice(1, 2))),
    );
    const refusals = outcomes.filter((outcome) => outcome instanceof Refusal);
    expect(refusals).toEqual([new Refusal('SomebodyElseActedFirst'), new Refusal('SomebodyElseActedFirst')]);
    expect(await readStream(databases.main.manager, 'contended')).toHaveLength(2);
  });

  it('refuses to go on from an entry that somebody else put there', async () => {
    const guess = ledgerSeal({ secrets: () => [Buffer.alloc(32)] });
    await append('foreign', 0, 'first', events.slice(0, 1));
    await transaction(databases.main, (manager) =>
      appendEvents(manager, 'foreign', 1, 'theirs', events.slice(1, 2), guess),
    );
    await expect(append('foreign', 1, 'second', events.slice(1, 2))).rejects.toThrow('Entry 2 of foreign');
  });

  it('throws when it is shorter than the state', async () => {
    await expect(append('short', 5, 'one', events.slice(0, 1))).rejects.toThrow('ends at 0');
  });

  it('keeps nothing of a transaction that fails', async () => {
    const failing = transaction(databases.main, async (manager) => {
      await appendEvents(manager, 'failed', 0, 'one', events.slice(0, 2), databases.sealOf);
      throw new Error('the worker died');
    });
    await expect(failing).rejects.toThrow('the worker died');
    expect(await readStream(databases.main.manager, 'failed')).toEqual([]);
    await append('failed', 0, 'one', events.slice(0, 2));
    expect(await readStream(databases.main.manager, 'failed')).toHaveLength(2);
  });
});

describe('the other streams', () => {
  it('take facts from many at once without a gap', async () => {
    const fact = { type: 'StaffAdded', schemaVersion: 1, at: events[0]!.at, actor: 'staff:admin', body: {} };
    await Promise.all(
      Array.from({ length: 12 }, () =>
        transaction(databases.main, (manager) => appendFact(manager, ADMINISTRATION, fact, databases.sealOf)),
      ),
    );
    const stored = await readStream(databases.main.manager, ADMINISTRATION);
    expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  it('record who read what', async () => {
    const access = { at: events[0]!.at, actor: 'staff:officer', what: { purpose: 'narrative' } };
    await recordAccess(databases.main.manager, 'TRT-1', access, databases.sealOf);
    const [entry] = await readStream(databases.main.manager, 'access-TRT-1');
    expect(entry).toMatchObject({
      type: 'TextsRead',
      actor: 'staff:officer',
      body: '{"purpose":"narrative"}',
    });
  });

  it('are read as a whole in the order of stream and seq', async () => {
    const places: [string, number][] = [];
    for await (const { stream, seq } of eachEntry(databases.main.manager)) places.push([stream, seq]);
    const sorted = [...places].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]));
    expect(places).toEqual(sorted);
    expect(places.length).toBeGreaterThan(20);
  });
});
