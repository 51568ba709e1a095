import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { DataRequestUnderTest, receivedRequest } from '#domain/data-request/data-request.builder.js';
import { beginDataRequest } from '#domain/data-request/evolve.js';
import { rolesIn } from '#domain/data-request/part-in-request.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import { sampleDirectory } from '#domain/routing/directory.builder.js';
import type { Directory } from '#domain/routing/directory.js';
import { viewerOf } from '#domain/routing/person.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { DataRequestReader } from './data-request-reader.js';
import { insertDataRequest, updateDataRequest } from './data-request-store.js';

const AT = '2026-02-04T03:00:00.000Z';

/** The custodian covers for the auditor, the desk for a custodian; the auditor is a relative of a custodian and of the desk. */
const directory: Directory = {
  ...sampleDirectory,
  people: sampleDirectory.people.map((person) => {
    const leave = (delegate: string) => [{ from: '2026-01-01', to: '2026-12-31', delegate }];
    if (person.id === 'auditor')
      return { ...person, relatives: ['p_custodian-two', 'p_desk'], delegations: leave('custodian') };
    return person.id === 'custodian-two' ? { ...person, delegations: leave('desk') } : person;
  }),
};

let databases: TestDatabases;
let requests: DataRequestState[];
beforeAll(async () => {
  databases = await testDatabases();
  const tokens = [null, ...directory.people.map(({ token }) => token)];
  const { clock } = new DataRequestUnderTest().state;
  // Each as requester, each named beside another, and one that is not opened yet.
  const asked: Pick<DataRequestState, 'requester' | 'named' | 'clock'>[] = [
    ...tokens.map((requester) => ({ requester, clock })),
    ...tokens.flatMap((token) =>
      token === null ? [] : [{ requester: null, named: ['p_nobody', token], clock }],
    ),
    { requester: null, clock: null },
  ];
  requests = await Promise.all(
    asked.map(async (changes, at) => {
      const reference = `SMP-69-0000-${String(at).padStart(4, '0')}`;
      const state = beginDataRequest(receivedRequest(AT, { reference }));
      const row = {
        ...{ state, receiptHash: reference, receiptKeyId: 'key', idempotencyHash: null, bodyHash: null },
      };
      const { manager } = databases.main;
      await insertDataRequest(manager, row, AT);
      const identified = { ...state, version: 2, ...changes };
      await updateDataRequest(manager, identified, AT);
      return identified;
    }),
  );
}, 60_000);
afterAll(() => databases?.close());

it('shows every person exactly the requests in which the rules give that person a part', async () => {
  const reader = new DataRequestReader(databases.main.manager);
  const shown: string[] = [];
  for (const { id } of directory.people) {
    const viewer = viewerOf(directory, id, AT)!;
    const expected = requests.filter((one) => rolesIn(viewer, one).length > 0).map((one) => one.reference);
    const list = await reader.list(viewer, { limit: 100, offset: 0 });
    expect([id, list.map(({ reference }) => reference).sort()]).toEqual([id, expected]);
    expect([id, await reader.count(viewer)]).toEqual([id, expected.length]);
    const hidden = requests.map(({ reference }) => reference).filter((one) => !expected.includes(one));
    expect([id, await reader.hiddenReferences(viewer)]).toEqual([id, hidden]);
    for (const { reference } of requests)
      expect([id, (await reader.one(viewer, reference)) !== null]).toEqual([
        id,
        expected.includes(reference),
      ]);
    shown.push(`${id} ${expected.length}`);
  }
  const all = requests.length;
  expect(shown.filter((one) => !one.endsWith(' 0')).sort()).toEqual(
    [
      // Not the own, nor a custodian's or the desk's, who are relatives; each twice, and none that is not opened.
      `auditor ${all - 7}`,
      `custodian ${all - 3}`,
      `custodian-two ${all - 3}`,
      // By covering for the custodian: not the own, nor the one of the custodian who is covered for.
      `desk ${all - 5}`,
    ].sort(),
  );
});
