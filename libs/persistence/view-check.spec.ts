import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CaseUnderTest,
  FILED_AT,
  received,
  sampleContext,
  text,
} from '#domain/complaint/complaint.builder.js';
import { DataRequestUnderTest, receivedRequest } from '#domain/data-request/data-request.builder.js';
import { beginDataRequest } from '#domain/data-request/evolve.js';
import { samplePolicy } from '#domain/policy/policy.builder.js';
import { openedProtection, plea, ProtectionUnderTest } from '#domain/protection/protection.builder.js';
import { beginRetention } from '#domain/retention/evolve.js';
import { Keeping } from '#domain/retention/keeping.builder.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import {
  complaintStream,
  dataRequestStream,
  type Fact,
  protectionStream,
  retentionStream,
} from '#ledger/ledger.js';
import { openKeyring, type Keyring } from '#vault/keyring.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { upsertCaseView } from './case-view-store.js';
import { insertDataRequest, updateDataRequest } from './data-request-store.js';
import { transaction } from './data-source.js';
import { appendFact } from './ledger-store.js';
import { verifyDatabase } from './ledger-verification.js';
import { upsertProtection } from './protection-store.js';
import { upsertRetention } from './retention-store.js';

const REFERENCE = 'SMP-69-0000-0000';
const OTHER = 'SMP-69-0000-0001';
/** Entries of these are there, and nothing else is written of them. */
const FILED = 'SMP-69-0000-0002';

const complaint = CaseUnderTest.opened({}, ['p_works-head']).give('desk', 'accept', { unit: 'finance' });
const protection = ProtectionUnderTest.opened()
  .give('officer', 'ask-for-identity', plea)
  .give('custodian', 'decide-access', { access: 1, approved: true })
  .give('custodian', 'begin-measure', { kind: 'P1', owner: 'officer', until: null, note: text });
const keeping = new Keeping().give('auditor', 'place-hold', { ground: 'court', reason: text });
const request = new DataRequestUnderTest(sampleContext, ['p_desk'])
  .give('custodian', 'confirm-identity', { how: text, requester: 'p_auditor' })
  .give('custodian', 'propose-answer', { kind: 'data-given', answer: text });

let databases: TestDatabases;
let keyring: Keyring;

const record = (stream: string, events: readonly Fact[]): Promise<void> =>
  transaction(databases.main, async (manager) => {
    for (const event of events) await appendFact(manager, stream, event, databases.sealOf);
  });

beforeAll(async () => {
  databases = await testDatabases();
  keyring = openKeyring(databases.keysDir, ['ledger-signing', 'ledger-seal']);
  await record(complaintStream(REFERENCE), complaint.events);
  await record(protectionStream(REFERENCE), protection.events);
  await record(retentionStream(REFERENCE), keeping.events);
  await record(dataRequestStream(REFERENCE), request.events);
  await record(complaintStream(FILED), [received({ reference: FILED })]);
});
afterAll(() => databases?.close());

beforeEach(async () => {
  const { manager } = databases.main;
  await manager.query('TRUNCATE case_view, protection_view, retention_view, data_request');
  await upsertCaseView(manager, complaint.state, samplePolicy, FILED_AT);
  await upsertProtection(manager, protection.state, FILED_AT);
  await upsertRetention(manager, keeping.state, FILED_AT);
  const row = { receiptHash: 'hash', receiptKeyId: 'key', idempotencyHash: null, bodyHash: null };
  await insertDataRequest(manager, { state: beginDataRequest(receivedRequest()), ...row }, FILED_AT);
  await updateDataRequest(manager, request.state, FILED_AT);
});

async function found(stream?: string): Promise<string[]> {
  const options = { dataDir: databases.dataDir, keyring, ...(stream !== undefined && { stream }) };
  const { findings } = await verifyDatabase(databases.main, options);
  return findings.map(({ stream: where, seq, what }) => `${where} ${seq} ${what}`);
}

const put = (path: string, value: string): string => `state = jsonb_set(state, '{${path}}', '${value}')`;

const kinds = [
  {
    table: 'case_view',
    key: 'reference',
    streamOf: complaintStream,
    version: complaint.state.version,
    changes: [
      `excluded = '{}'`,
      put('excluded', '[]'),
      `excluded = '{}', ${put('excluded', '[]')}`,
      `unit = 'roads', ${put('unit', '"roads"')}`,
      `officer = 'officer'`,
      put('officer', '"officer"'),
      `shown_to_head = NOT shown_to_head`,
      put('screenedBy', '"head-of-agency"'),
      put('filing,identityMode', '"named"'),
      `status = 'final'`,
      `leader = '${OTHER}'`,
      `version = version + 1`,
      `state = '{}'`,
    ],
  },
  {
    table: 'protection_view',
    key: 'id',
    streamOf: protectionStream,
    version: protection.state.version,
    changes: [
      `reference = '${OTHER}'`,
      `ended_at = now()`,
      `ended_at = 'infinity'`,
      `ended_at = '2026-02-02T03:00:00Z', ${put('endedAt', '"2026-02-02T03:00:00.000Z"')}`,
      put('accesses,0,by', '"desk"'),
      put('accesses,0,until', '"2099-01-01T00:00:00.000Z"'),
      put('accesses,0,decidedBy', '"custodian-two"'),
      put('accesses', '[]'),
      `state = jsonb_insert(state, '{accesses,1}', state -> 'accesses' -> 0)`,
      put('measures,0,owner', '"desk"'),
      put('person', '"witness"'),
      put('identityMode', '"named"'),
      put('isStaff', 'true'),
      `state = 'null'`,
    ],
  },
  {
    table: 'retention_view',
    key: 'reference',
    streamOf: retentionStream,
    version: keeping.state.version,
    changes: [
      'destroy_at = NULL',
      `destroy_at = 'infinity'`,
      `destroy_at = destroy_at + interval '1 ms'`,
      put('destroyAt', 'null'),
      put('holds', '[]'),
      put('holds,0,by', '"governor"'),
      put('holds,0,liftedAt', '"2026-02-02T03:00:00.000Z"'),
      put('status', '"destroyed"'),
      put('sealing', '"sealed"'),
      put('openingAsked', '{"by":"auditor","reason":{"id":"text","hash":"hash"}}'),
      `state = '[]'`,
    ],
  },
  {
    table: 'data_request',
    key: 'reference',
    streamOf: dataRequestStream,
    version: request.state.version,
    changes: [
      'requester = NULL',
      put('requester', 'null'),
      `requester = NULL, ${put('requester', 'null')}`,
      put('named', '[]'),
      `state = state - 'named'`,
      'due_at = NULL',
      put('clock', 'null'),
      'is_over = true',
      put('status', '"answered"'),
      put('answer,by', '"custodian-two"'),
      put('isIdentified', 'false'),
      `state = '{}'`,
    ],
  },
];

it('finds nothing where what is read is what was recorded, nor in a filing whose workflow has not started', async () => {
  const refusals = [complaint, protection, keeping, request].map(({ refusal }) => refusal);
  expect(refusals).toEqual([null, null, null, null]);
  expect(protection.state.accesses).toMatchObject([
    { by: 'officer', decidedBy: 'custodian', status: 'open' },
  ]);
  expect(await found()).toEqual([]);
});

describe.each(kinds)('what is read in $table', ({ table, key, streamOf, version, changes }) => {
  const stream = streamOf(REFERENCE);
  const sql = (statement: string): Promise<unknown> => databases.main.query(statement);

  it.each(changes)('is found altered by %s', async (change) => {
    await sql(`UPDATE ${table} SET ${change}`);
    expect(await found()).toEqual([`${stream} ${version} view-altered`]);
    expect(await found(stream)).toEqual([`${stream} ${version} view-altered`]);
  });

  it('is found removed', async () => {
    await sql(`DELETE FROM ${table}`);
    expect(await found()).toEqual([`${stream} ${version} view-removed`]);
  });

  it('is found made up where nothing was ever recorded', async () => {
    await sql(`UPDATE ${table} SET ${key} = '${OTHER}'`);
    const madeUp = `${streamOf(OTHER)} 1 view-made-up`;
    expect(await found()).toEqual([`${stream} ${version} view-removed`, madeUp]);
    expect(await found(stream)).toEqual([`${stream} ${version} view-removed`]);
    expect(await found(streamOf(OTHER))).toEqual([madeUp]);
  });

  it('is whole in a row of another day, and in one of before a part was thought of', async () => {
    await sql(
      `UPDATE ${table} SET updated_at = now(), state = jsonb_strip_nulls(state) || '{"later": null}'`,
    );
    expect(await found()).toEqual([]);
  });
});

describe('what was recorded of a matter that cannot be read', () => {
  const reference = (number: number): string => `SMP-69-0001-${String(number).padStart(4, '0')}`;
  const opened = (number: number): RetentionEvent<'RetentionOpened'> => {
    const body = { reference: reference(number), policyHash: 'hash', outcome: 'corrective' } as const;
    return { type: 'RetentionOpened', schemaVersion: 1, at: FILED_AT, actor: 'system', body };
  };

  it('is found from the first entry on where a row is written with it, among more matters than are held at once', async () => {
    await transaction(databases.main, async (manager) => {
      for (let number = 0; number < 450; number += 1) {
        await appendFact(manager, retentionStream(reference(number)), opened(number), databases.sealOf);
        if (number % 200 !== 7) await upsertRetention(manager, beginRetention(opened(number)), FILED_AT);
      }
    });
    const witness = `${reference(0)}-w1`;
    await record(protectionStream(witness), [openedProtection({ id: witness, reference: reference(0) })]);
    await record(dataRequestStream(reference(0)), [receivedRequest(FILED_AT, { reference: reference(0) })]);
    expect((await found()).sort()).toEqual(
      [
        dataRequestStream(reference(0)),
        protectionStream(witness),
        ...[7, 207, 407].map((number) => retentionStream(reference(number))),
      ].map((stream) => `${stream} 1 view-removed`),
    );
  });
});
