import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { received, text } from '../complaint/complaint.builder.js';
import type { ComplaintEvent, EventBodies, EventType, Filing } from '../complaint/complaint-event.js';
import type { Instant } from '../time/instant.js';
import type { BreakdownKeys } from './breakdowns.js';
import type { Period } from './period.js';
import { foldStatistics, type Statistics } from './statistics.js';

const KEYS: BreakdownKeys = {
  categories: [
    { id: 'corruption', isIntegrity: true },
    { id: 'misconduct', isIntegrity: true },
    { id: 'service', isIntegrity: false },
  ],
  units: ['finance', 'works'],
  clocks: ['preliminary-check'],
};

const filedAt = (at: Instant, changes: Partial<Filing> = {}): ComplaintEvent => ({
  ...received({ filedAt: at, deemedReceivedAt: at, ...changes }),
  at,
});
const happened = <T extends EventType>(at: Instant, type: T, body: EventBodies[T]): ComplaintEvent =>
  ({ type, schemaVersion: 1, at, actor: 'staff:desk', body }) as ComplaintEvent;
const rejectedAt = (at: Instant): ComplaintEvent =>
  happened(at, 'ComplaintRejected', { reason: 'no-substance', explanation: text });
const reopenedAt = (at: Instant): ComplaintEvent => happened(at, 'CaseReopened', { reason: text });
const acceptedAt = (at: Instant, unit: string): ComplaintEvent =>
  happened(at, 'ComplaintAccepted', { unit, category: 'corruption', isIntegrity: true, onSuspicion: false });

const AFTER_THE_YEAR = '2026-11-01T00:00:00.000Z';
const of = (
  streams: ComplaintEvent[][],
  asOf: Instant = AFTER_THE_YEAR,
  period: Period = 'year',
  fiscalYear = 2569,
): Statistics => foldStatistics(streams, { fiscalYear, period, asOf }, KEYS);

describe('the statistics of a fiscal year', () => {
  it('count what was carried over and what was received, completed or in progress', () => {
    const carried = [filedAt('2025-09-01T03:00:00.000Z')];
    const done = [filedAt('2025-08-01T03:00:00.000Z'), rejectedAt('2025-09-01T03:00:00.000Z')];
    const current = [filedAt('2026-02-02T03:00:00.000Z'), rejectedAt('2026-02-05T03:00:00.000Z')];
    expect(of([carried, done, current])).toMatchObject({
      total: 2,
      completed: 1,
      inProgress: 1,
      carriedOver: 1,
      received: 1,
    });
  });

  it('count a complaint filed in the last night of the year in the next one, by its deemed receipt', () => {
    const late = [filedAt('2026-09-30T15:00:00.000Z', { deemedReceivedAt: '2026-10-01T01:30:00.000Z' })];
    expect(of([late]).total).toBe(0);
    expect(of([late], AFTER_THE_YEAR, 'year', 2570)).toMatchObject({ total: 1, received: 1 });
  });

  it('take a reopened complaint for one in progress again, carried over when it is an old one', () => {
    const reopened = [
      filedAt('2025-08-01T03:00:00.000Z'),
      rejectedAt('2025-09-01T03:00:00.000Z'),
      reopenedAt('2026-01-05T03:00:00.000Z'),
    ];
    expect(of([reopened])).toMatchObject({ total: 1, inProgress: 1, carriedOver: 1 });
    expect(of([reopened], '2026-01-01T00:00:00.000Z').total).toBe(0);
  });

  it('see nothing that happened after the cut-off', () => {
    const stream = [filedAt('2026-02-02T03:00:00.000Z'), rejectedAt('2026-10-05T03:00:00.000Z')];
    expect(of([stream])).toMatchObject({ completed: 0, inProgress: 1, asOf: '2026-09-30T17:00:00.000Z' });
  });

  it('keep corruption and misconduct apart and say when there were none', () => {
    const service = [filedAt('2026-02-02T03:00:00.000Z', { category: 'service', isIntegrity: false })];
    const figures = of([service]);
    expect(figures).toMatchObject({ total: 1, integrity: { total: 0 }, other: { total: 1 } });
    expect(figures.zeroDeclaration).toBe(true);
    expect(of([], '2025-09-01T00:00:00.000Z').zeroDeclaration).toBe(false);
  });

  it('break down closed periods only', () => {
    const streams = Array.from({ length: 6 }, () => [filedAt('2026-02-02T03:00:00.000Z')]);
    expect(of(streams, '2026-03-01T00:00:00.000Z').breakdowns).toBeNull();
    expect(of(streams, '2026-05-01T00:00:00.000Z', 'first-half').breakdowns?.byUnit).not.toBeNull();
  });

  it('hide in the year what the year less its published half would tell', () => {
    const inUnit = (
      count: number,
      at: Instant,
      unit?: string,
      ...then: ComplaintEvent[]
    ): ComplaintEvent[][] =>
      Array.from({ length: count }, () => [filedAt(at), ...(unit ? [acceptedAt(at, unit)] : []), ...then]);
    const [early, late] = ['2025-11-03T03:00:00.000Z', '2026-05-05T03:00:00.000Z'];
    const streams = [
      ...[
        ...inUnit(8, early, 'finance'),
        ...inUnit(20, early, 'works', rejectedAt(early)),
        ...inUnit(6, early),
      ],
      ...[...inUnit(1, late, 'finance'), ...inUnit(10, late, 'works'), ...inUnit(6, late)],
    ];
    const shown = (period: Period): Record<string, number | null> =>
      Object.fromEntries(
        of(streams, AFTER_THE_YEAR, period).breakdowns?.byUnit.map(({ key, count }) => [key, count]) ?? [],
      );
    expect(shown('first-half')).toEqual({ finance: 8, works: 20, 'no-unit': 6 });
    expect(shown('year')).toEqual({ finance: null, works: 30, 'no-unit': null });
  });

  it('give the on-time rate of a clock from five of them on', () => {
    const clock = (isMet: boolean): EventBodies['ClocksReckoned'] => ({
      clocks: [
        {
          id: 'preliminary-check',
          startedAt: '2026-02-02T03:00:00.000Z',
          countsFrom: '2026-02-02T03:00:00.000Z',
          pauses: [],
          extensions: [],
          stoppedAt: isMet ? '2026-02-05T03:00:00.000Z' : '2026-02-20T03:00:00.000Z',
          dueAt: '2026-02-09T16:59:59.999Z',
          why: [],
          alarms: [],
        },
      ],
    });
    const stream = (isMet: boolean): ComplaintEvent[] => [
      filedAt('2026-02-02T03:00:00.000Z'),
      happened('2026-02-20T03:00:00.000Z', 'ClocksReckoned', clock(isMet)),
    ];
    const rate = (met: number, missed: number): number | null | undefined =>
      of([
        ...Array.from({ length: met }, () => stream(true)),
        ...Array.from({ length: missed }, () => stream(false)),
      ]).breakdowns?.onTime[0]?.onTimePercent;
    expect(rate(3, 1)).toBeNull();
    expect(rate(3, 3)).toBe(50);
  });

  it('always add up, and the second half carries over what the first left in progress', () => {
    const instant = fc
      .integer({ min: Date.parse('2025-07-01'), max: Date.parse('2026-12-31') })
      .map((ms) => new Date(ms).toISOString());
    const stream = fc
      .tuple(fc.uniqueArray(instant, { minLength: 1, maxLength: 5 }), fc.boolean())
      .map(([at, isIntegrity]): ComplaintEvent[] => {
        const [first = '', ...later] = at.sort();
        return [
          filedAt(first, { isIntegrity }),
          ...later.map((one, index) => (index % 2 === 0 ? rejectedAt(one) : reopenedAt(one))),
        ];
      });
    fc.assert(
      fc.property(fc.array(stream, { maxLength: 12 }), instant, (streams, asOf) => {
        for (const period of ['year', 'first-half', 'second-half'] as const) {
          const {
            total,
            completed,
            inProgress,
            carriedOver,
            received: count,
            integrity,
            other,
          } = of(streams, asOf, period);
          expect(completed + inProgress).toBe(total);
          expect(carriedOver + count).toBe(total);
          expect(integrity.total + other.total).toBe(total);
        }
        const [first, second] = (['first-half', 'second-half'] as const).map((half) =>
          of(streams, AFTER_THE_YEAR, half),
        );
        expect(second?.carriedOver).toBeGreaterThanOrEqual(first?.inProgress ?? 0);
      }),
      { numRuns: 300 },
    );
  });
});
