import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseUnderTest, received } from '#domain/complaint/complaint.builder.js';
import type { ComplaintEvent, Filing } from '#domain/complaint/complaint-event.js';
import { replay } from '#domain/complaint/evolve.js';
import { samplePolicy } from '#domain/policy/policy.builder.js';
import { breakdownKeys } from '#domain/statistics/breakdowns.js';
import { PERIODS } from '#domain/statistics/period.js';
import { foldStatistics } from '#domain/statistics/statistics.js';
import type { Instant } from '#domain/time/instant.js';
import { complaintStream } from '#ledger/ledger.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { appendEvents } from './case-ledger-store.js';
import { upsertCaseView } from './case-view-store.js';
import { eachEntry, toEvent } from './ledger-store.js';
import { StatisticsReader } from './statistics-reader.js';

const DURING = '2026-02-20T05:00:00.000Z';
const AFTERWARDS = '2026-12-01T05:00:00.000Z';

let databases: TestDatabases;
let filed = 0;

async function store(events: readonly ComplaintEvent[]): Promise<void> {
  const { main } = databases;
  const state = replay(events);
  const { filing, reference } = state;
  const stream = complaintStream(reference);
  await main.query(
    `INSERT INTO filing (reference, stream, category, is_integrity, channel, identity_mode, language, may_be_mailed,
       filed_at, deemed_received_at, policy_hash, receipt_hash)
     VALUES ($1, $2, $3, $4, $5, 'named', 'th', false, $6, $7, 'hash', $1)`,
    [
      reference,
      stream,
      filing.category,
      filing.isIntegrity,
      filing.channel,
      filing.filedAt,
      filing.deemedReceivedAt,
    ],
  );
  await appendEvents(main.manager, stream, 0, reference, events, databases.sealOf);
  // A complaint that no workflow has opened yet has no view.
  if (events.length > 1) await upsertCaseView(main.manager, state, samplePolicy, state.lastEventAt);
}

const filing = (changes: Partial<Filing> = {}): Partial<Filing> => ({
  reference: `SMP-69-0000-${String(++filed).padStart(4, '0')}`,
  ...changes,
});
const filedOn = (at: Instant): Partial<Filing> => filing({ filedAt: at, deemedReceivedAt: at });

beforeAll(async () => {
  databases = await testDatabases();
  const service = { category: 'service', isIntegrity: false };
  for (let count = 0; count < 6; count++) {
    await store(CaseUnderTest.closed(filing()).events);
    await store(CaseUnderTest.assigned(filing({ channel: 'letter' })).events);
    await store(CaseUnderTest.opened(filing(service)).events);
  }
  await store(
    CaseUnderTest.closed(filing(service)).give('desk', 'reopen', { reason: { id: 'a', hash: 'b' } }).events,
  );
  await store(CaseUnderTest.opened(filedOn('2025-08-04T03:00:00.000Z')).events);
  const waiting = filing({ ...service });
  await store([received(waiting)]);
});

afterAll(() => databases.close());

async function recomputed(
  fiscalYear: number,
  period: (typeof PERIODS)[number],
  asOf: Instant,
): Promise<unknown> {
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

describe('the statistics reader', () => {
  it('counts a complaint that no workflow has opened yet, and a reopened one as in progress', async () => {
    const reader = new StatisticsReader(databases.main, samplePolicy);
    const { total, completed, integrity, other } = await reader.readStatistics({
      fiscalYear: 2569,
      asOf: DURING,
    });
    expect({ total, completed }).toEqual({ total: 21, completed: 6 });
    expect(integrity).toEqual({ total: 13, completed: 6, inProgress: 7, carriedOver: 1, received: 12 });
    expect(other).toEqual({ total: 8, completed: 0, inProgress: 8, carriedOver: 0, received: 8 });
  });

  it('gives for every period, running, closed or to come, what the raw ledger folds to', async () => {
    const reader = new StatisticsReader(databases.main, samplePolicy);
    for (const asOf of [DURING, AFTERWARDS])
      for (const fiscalYear of [2568, 2569, 2570])
        for (const period of PERIODS)
          expect(await reader.readStatistics({ fiscalYear, period, asOf })).toEqual(
            await recomputed(fiscalYear, period, asOf),
          );
  });

  it('shows no breakdown while the period runs', async () => {
    const reader = new StatisticsReader(databases.main, samplePolicy);
    expect((await reader.readStatistics({ fiscalYear: 2569, asOf: DURING })).breakdowns).toBeNull();
    const closed = await reader.readStatistics({ fiscalYear: 2569, asOf: AFTERWARDS });
    expect(closed.breakdowns?.byCategory.length).toBeGreaterThan(0);
  });

  it('keeps the figures of a period once it has settled', async () => {
    const reader = new StatisticsReader(databases.main, samplePolicy);
    const query = { fiscalYear: 2568, asOf: AFTERWARDS };
    expect(await reader.readStatistics(query)).toBe(await reader.readStatistics(query));
  });
});
