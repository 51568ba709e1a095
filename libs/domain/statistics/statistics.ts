import type { ComplaintEvent } from '../complaint/complaint-event.js';
import type { Instant } from '../time/instant.js';
import { type BreakdownKeys, breakdownsOf, type Breakdowns, tablesOf } from './breakdowns.js';
import { countCase, type CountedCase } from './counted-case.js';
import { cutOffOf, type Period, type PeriodSpan, periodSpan } from './period.js';
import { addTotals, type Totals, totalsOf } from './totals.js';

/** The published figures of one period: the agency's, and apart from all else those on integrity (clause 5.5). */
export interface Statistics extends Totals {
  /** Buddhist era. */
  fiscalYear: number;
  period: Period;
  span: PeriodSpan;
  /** Cut-off: now while the period runs, its end afterwards. */
  asOf: Instant;
  isClosed: boolean;
  /** Corruption and misconduct, whose entrance is their own (clause 5.4). */
  integrity: Totals;
  other: Totals;
  /** To be said in words: no complaint of corruption or misconduct in a period that has begun. */
  zeroDeclaration: boolean;
  /** Null until the period is closed: a live count by unit would tell the accused that someone filed. */
  breakdowns: Breakdowns | null;
}

/** Puts a period's two blocks together. `asOf` is now. */
export function statisticsOf(
  { fiscalYear, period, asOf }: { fiscalYear: number; period: Period; asOf: Instant },
  { integrity, other }: { integrity: Totals; other: Totals },
  breakdowns: Breakdowns | null,
): Statistics {
  const span = periodSpan(fiscalYear, period);
  return {
    fiscalYear,
    period,
    span,
    asOf: cutOffOf(span, asOf),
    isClosed: asOf >= span.to,
    ...addTotals(integrity, other),
    integrity,
    other,
    zeroDeclaration: integrity.total === 0 && asOf >= span.from,
    breakdowns,
  };
}

/**
 * The statistics of a period from the ledger alone: `streams` are the complaints' events, entry 1 first each.
 * Anyone who holds the ledger arrives at the same figures.
 */
export function foldStatistics(
  streams: readonly (readonly ComplaintEvent[])[],
  wanted: { fiscalYear: number; period: Period; asOf: Instant },
  keys: BreakdownKeys,
): Statistics {
  const casesOf = (period: Period): CountedCase[] => {
    const span = periodSpan(wanted.fiscalYear, period);
    return streams.flatMap((events) => countCase(events, span, cutOffOf(span, wanted.asOf)) ?? []);
  };
  const cases = casesOf(wanted.period);
  const blocks = {
    integrity: totalsOf(cases.filter(({ isIntegrity }) => isIntegrity)),
    other: totalsOf(cases.filter(({ isIntegrity }) => !isIntegrity)),
  };
  if (wanted.asOf < periodSpan(wanted.fiscalYear, wanted.period).to)
    return statisticsOf(wanted, blocks, null);
  const halves = wanted.period === 'year' ? (['first-half', 'second-half'] as const) : [];
  const parts = halves.map((half) => tablesOf(casesOf(half), keys));
  return statisticsOf(wanted, blocks, breakdownsOf(cases, keys, tablesOf(cases, keys, parts)));
}
