import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseUnderTest, text } from '#domain/complaint/complaint.builder.js';
import type { ComplaintEvent, Filing } from '#domain/complaint/complaint-event.js';
import { receive } from '#domain/complaint/evolve.js';
import { samplePolicy } from '#domain/policy/policy.builder.js';
import { breakdownKeys } from '#domain/statistics/breakdowns.js';
import { type Period, PERIODS } from '#domain/statistics/period.js';
import { foldStatistics, type Statistics } from '#domain/statistics/statistics.js';
import type { Instant } from '#domain/time/instant.js';
import { complaintStream } from '#ledger/ledger.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { appendEvents } from './case-ledger-store.js';
import { upsertCaseView } from './case-view-store.js';
import { eachEntry, toEvent } from './ledger-store.js';
import { StatisticsReader } from './statistics-reader.js';

/** In the fiscal years 2568 and 2569, the latter in its first and its second half, and in 2570. */
const YEAR_BEFORE = '2025-08-04T03:00:00.000Z';
const FILED = '2026-02-02T03:00:00.000Z';
const DURING = '2026-02-20T05:00:00.000Z';
const MARCH = '2026-03-25T03:00:00.000Z';
const APRIL = '2026-04-03T03:00:00.000Z';
const SUMMER = '2026-05-05T03:00:00.000Z';
const AFTERWARDS = '2026-12-01T05:00:00.000Z';

const SERVICE: Partial<Filing> = { category: 'service', isIntegrity: false };

let databases: TestDatabases;
let reader: StatisticsReader;
let filed = 0;
const stored = new Map<CaseUnderTest, number>();

const filedOn = (at: Instant, changes: Partial<Filing> = {}): CaseUnderTest => {
  const reference = `SMP-69-0000-${String(++filed).padStart(4, '0')}`;
  const one = new CaseUnderTest({ reference, filedAt: at, deemedReceivedAt: at, ...changes });
  const [first] = one.events as [ComplaintEvent<'ComplaintReceived'>];
  one.events[0] = { ...first, at };
  one.state = receive({ ...first, at });
  one.now = at;
  return one;
};
const opened = (at: Instant, changes: Partial<Filing> = {}): CaseUnderTest =>
  filedOn(at, changes).give('system', 'open', { matchedPersons: [], matchedUnits: [] });
const assigned = (at: Instant, changes: Partial<Filing> = {}): CaseUnderTest =>
  opened(at, changes)
    .give('desk', 'accept', { unit: 'finance' })
    .give('finance-head', 'assign', { officer: 'officer' });
const close = (one: CaseUnderTest, at = one.now): CaseUnderTest => {
  one.now = at;
  return one
    .give('officer', 'record-finding', { finding: 'substantiated', text })
    .give('officer', 'submit-report', { report: text })
    .give('governor', 'decide', { decision: 'corrective', text })
    .give('desk', 'notify-outcome', { outcome: text })
    .give('desk', 'close', {});
};
const reopen = (one: CaseUnderTest, at = one.now): CaseUnderTest => {
  one.now = at;
  return one.give('desk', 'reopen', { reason: text });
};

async function insertFiling({ state: { filing, reference } }: CaseUnderTest): Promise<void> {
  await databases.main.query(
    `INSERT INTO filing (reference, stream, category, is_integrity, channel, identity_mode, language, may_be_mailed,
       filed_at, deemed_received_at, policy_hash, receipt_hash)
     VALUES ($1, $2, $3, $4, $5, 'named', 'th', false, $6, $7, 'hash', $1)`,
    [
      reference,
      complaintStream(reference),
      filing.category,
      filing.isIntegrity,
      filing.channel,
      filing.filedAt,
      filing.deemedReceivedAt,
    ],
  );
}

/** Brings the database up to the case: at first the filing, then what happened since the last time. */
async function store(one: CaseUnderTest): Promise<CaseUnderTest> {
  expect(one.refusal).toBeNull();
  const { main, sealOf } = databases;
  const { state, events } = one;
  const before = stored.get(one);
  if (before === undefined) await insertFiling(one);
  const version = before ?? 0;
  const command = `${state.reference}-${version}`;
  const stream = complaintStream(state.reference);
  await appendEvents(main.manager, stream, version, command, events.slice(version), sealOf);
  // A complaint that no workflow has opened yet has no view.
  if (events.length > 1) await upsertCaseView(main.manager, state, samplePolicy, state.lastEventAt);
  stored.set(one, events.length);
  return one;
}

let closedInSummer: CaseUnderTest[];
let reopenedInApril: CaseUnderTest;

beforeAll(async () => {
  databases = await testDatabases();
  reader = new StatisticsReader(databases.main, samplePolicy);
  for (let count = 0; count < 6; count++) {
    await store(close(assigned(FILED)));
    await store(assigned(FILED, { channel: 'letter' }));
    await store(opened(FILED, SERVICE));
  }
  await store(reopen(close(assigned(FILED, SERVICE))));
  await store(filedOn(FILED, SERVICE));
  await store(opened(YEAR_BEFORE));
  closedInSummer = [await store(assigned(YEAR_BEFORE)), await store(assigned(YEAR_BEFORE))];
  reopenedInApril = await store(assigned(FILED, SERVICE));
});

afterAll(() => databases.close());

type Block = [total: number, completed: number, carriedOver: number];
const NONE: Block = [0, 0, 0];

/** The figures as counted by hand from the cases above. */
async function expectFigures(
  asOf: Instant,
  fiscalYear: number,
  period: Period,
  integrity: Block,
  other: Block,
): Promise<Statistics> {
  const read = await reader.readStatistics({ fiscalYear, period, asOf });
  const block = ([total, completed, carriedOver]: Block) => ({
    total,
    completed,
    inProgress: total - completed,
    carriedOver,
    received: total - carriedOver,
  });
  const all = [integrity[0] + other[0], integrity[1] + other[1], integrity[2] + other[2]] as Block;
  expect(read).toMatchObject({
    ...{ fiscalYear, period },
    ...block(all),
    integrity: block(integrity),
    other: block(other),
  });
  return read;
}

async function recomputed(fiscalYear: number, period: Period, asOf: Instant): Promise<unknown> {
  const streams = new Map<string, ComplaintEvent[]>();
  for await (const entry of eachEntry(databases.main.manager))
    streams.set(entry.stream, [...(streams.get(entry.stream) ?? []), toEvent(entry)]);
  const units: { id: string }[] = await databases.main.query('SELECT id FROM unit ORDER BY id');
  const keys = breakdownKeys(
    samplePolicy,
    units.map(({ id }) => id),
  );
  return foldStatistics([...streams.values()], { fiscalYear, period, asOf }, keys);
}

describe('the statistics reader, while the year runs', () => {
  it('counts a complaint that no workflow has opened yet, and a reopened one as in progress', async () => {
    await expectFigures(DURING, 2569, 'year', [15, 6, 3], [9, 0, 0]);
    await expectFigures(DURING, 2569, 'first-half', [15, 6, 3], [9, 0, 0]);
  });

  it('counts nothing in a period to come, and what was received in one that has ended', async () => {
    await expectFigures(DURING, 2569, 'second-half', NONE, NONE);
    await expectFigures(DURING, 2570, 'year', NONE, NONE);
    await expectFigures(DURING, 2568, 'first-half', NONE, NONE);
    await expectFigures(DURING, 2568, 'second-half', [3, 0, 0], NONE);
    await expectFigures(DURING, 2568, 'year', [3, 0, 0], NONE);
  });

  it('counts by rows what the raw ledger folds to', async () => {
    for (const period of PERIODS)
      expect(await reader.readStatistics({ fiscalYear: 2569, period, asOf: DURING })).toEqual(
        await recomputed(2569, period, DURING),
      );
  });

  it('shows no breakdown', async () => {
    expect((await reader.readStatistics({ fiscalYear: 2569, asOf: DURING })).breakdowns).toBeNull();
  });
});

describe('the statistics reader, after the year', () => {
  beforeAll(async () => {
    for (const one of closedInSummer) await store(close(one, SUMMER));
    await store(reopen(close(reopenedInApril, MARCH), APRIL));
  });

  it('counts each period as it stood at its own end', async () => {
    await expectFigures(AFTERWARDS, 2569, 'year', [15, 8, 3], [9, 0, 0]);
    await expectFigures(AFTERWARDS, 2569, 'first-half', [15, 6, 3], [9, 1, 0]);
    await expectFigures(AFTERWARDS, 2569, 'second-half', [9, 2, 9], [9, 0, 9]);
    await expectFigures(AFTERWARDS, 2568, 'year', [3, 0, 0], NONE);
  });

  it('carries what is left in progress over into the next year', async () => {
    await expectFigures(AFTERWARDS, 2570, 'year', [7, 0, 7], [9, 0, 9]);
    await expectFigures(AFTERWARDS, 2570, 'first-half', [7, 0, 7], [9, 0, 9]);
    await expectFigures(AFTERWARDS, 2570, 'second-half', NONE, NONE);
  });

  it('breaks the closed period down by unit and by channel, hiding what is small', async () => {
    const { breakdowns } = await reader.readStatistics({
      fiscalYear: 2569,
      period: 'first-half',
      asOf: AFTERWARDS,
    });
    const shown = (cells: { key: string; count: number | null }[] = []) =>
      Object.fromEntries(cells.filter(({ count }) => count !== null).map(({ key, count }) => [key, count]));
    expect(shown(breakdowns?.byUnit)).toEqual({ finance: 16 });
    expect(shown(breakdowns?.byChannel)).toEqual({ web: 18 });
  });

  it('keeps the figures of a period once it has settled', async () => {
    const query = { fiscalYear: 2568, asOf: AFTERWARDS };
    expect(await reader.readStatistics(query)).toBe(await reader.readStatistics(query));
  });
});
