import { atMinute, earlier, type Instant } from '../time/instant.js';
import { fiscalYearSpan } from '../time/fiscal-year.js';

/** What is reported on: ITA asks for the first six months of a fiscal year, then for the whole of it. */
export const PERIODS = ['year', 'first-half', 'second-half'] as const;
export type Period = (typeof PERIODS)[number];

/** Half-open: `from` belongs to it, `to` does not. */
export interface PeriodSpan {
  from: Instant;
  to: Instant;
}

/** The span of a period of a fiscal year (Buddhist era); the halves meet on 1 April, Bangkok time. */
export function periodSpan(fiscalYear: number, period: Period): PeriodSpan {
  const year = fiscalYearSpan(fiscalYear);
  const middle = atMinute(`${year.to.slice(0, 4)}-04-01`, 0);
  if (period === 'first-half') return { from: year.from, to: middle };
  return period === 'second-half' ? { from: middle, to: year.to } : year;
}

/** Up to when what happened counts: the end of the period, or `asOf` while it runs. Exclusive. */
export const cutOffOf = ({ to }: PeriodSpan, asOf: Instant): Instant => earlier(to, asOf);
