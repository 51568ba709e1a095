import type { DataSource } from 'typeorm';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { Policy } from '#domain/policy/policy.js';
import { breakdownKeys } from '#domain/statistics/breakdowns.js';
import { type Period, type PeriodSpan, periodSpan } from '#domain/statistics/period.js';
import { foldStatistics, type Statistics, statisticsOf } from '#domain/statistics/statistics.js';
import { NO_TOTALS, type Totals } from '#domain/statistics/totals.js';
import { DAY_MS, epochMs, type Instant } from '#domain/time/instant.js';

export interface StatisticsQuery {
  /** Buddhist era. */
  fiscalYear: number;
  /** The whole year when left out. */
  period?: Period;
  /** Now, by the time port. */
  asOf: Instant;
}

/** A command given in the last moments of a period may be recorded a little later; then its figures stand. */
const SETTLED_AFTER_MS = DAY_MS;

const BLOCKS_SQL = `
  SELECT coalesce(v.is_integrity, f.is_integrity) AS is_integrity,
         count(*)::int AS total,
         count(v.completed_at)::int AS completed,
         (count(*) FILTER (WHERE f.deemed_received_at < $1))::int AS carried_over
    FROM filing f LEFT JOIN case_view v ON v.reference = f.reference
   WHERE f.deemed_received_at < $2
     AND (f.deemed_received_at >= $1 OR v.completed_at IS NULL OR v.completed_at >= $1)
   GROUP BY 1`;

const STREAMS_SQL = `
  SELECT e.stream, e.type, e.schema_version, e.at, e.actor, e.body
    FROM filing f JOIN ledger_entry e ON e.stream = f.stream COLLATE "C"
    LEFT JOIN case_view v ON v.reference = f.reference
   WHERE f.deemed_received_at < $2
     AND (f.deemed_received_at >= $1 OR v.completed_at IS NULL OR v.completed_at >= $1)
   ORDER BY e.stream, e.seq`;

interface BlockRow {
  is_integrity: boolean;
  total: number;
  completed: number;
  carried_over: number;
}

interface EntryRow {
  stream: string;
  type: string;
  schema_version: number;
  at: Instant;
  actor: string;
  body: string;
}

/** Answers for a running period by counting rows, for a closed one from the ledger, which then never changes. */
export class StatisticsReader {
  private readonly settled = new Map<string, Statistics>();

  constructor(
    private readonly database: DataSource,
    private readonly policy: Policy,
  ) {}

  /** The figures of clause 5.5; breakdowns only once the period is closed. */
  async readStatistics({ fiscalYear, period = 'year', asOf }: StatisticsQuery): Promise<Statistics> {
    const span = periodSpan(fiscalYear, period);
    const wanted = { fiscalYear, period, asOf };
    if (asOf < span.from) return statisticsOf(wanted, { integrity: NO_TOTALS, other: NO_TOTALS }, null);
    if (asOf < span.to) return statisticsOf(wanted, await this.readBlocks(span), null);

    const key = `${fiscalYear}/${period}`;
    const known = this.settled.get(key);
    if (known !== undefined) return known;
    const units = await this.database.query<{ id: string }[]>('SELECT id FROM unit ORDER BY id');
    const keys = breakdownKeys(
      this.policy,
      units.map(({ id }) => id),
    );
    const statistics = foldStatistics(await this.readStreams(span), wanted, keys);
    if (epochMs(asOf) >= epochMs(span.to) + SETTLED_AFTER_MS) this.settled.set(key, statistics);
    return statistics;
  }

  private async readBlocks({ from, to }: PeriodSpan): Promise<{ integrity: Totals; other: Totals }> {
    const rows = await this.database.query<BlockRow[]>(BLOCKS_SQL, [from, to]);
    const block = (isIntegrity: boolean): Totals => {
      const row = rows.find(({ is_integrity }) => is_integrity === isIntegrity);
      if (row === undefined) return NO_TOTALS;
      const { total, completed, carried_over: carriedOver } = row;
      return { total, completed, inProgress: total - completed, carriedOver, received: total - carriedOver };
    };
    return { integrity: block(true), other: block(false) };
  }

  private async readStreams({ from, to }: PeriodSpan): Promise<ComplaintEvent[][]> {
    const rows = await this.database.query<EntryRow[]>(STREAMS_SQL, [from, to]);
    const streams = new Map<string, ComplaintEvent[]>();
    for (const { stream, type, schema_version: schemaVersion, at, actor, body } of rows) {
      const event = { type, schemaVersion, at, actor, body: JSON.parse(body) as unknown } as ComplaintEvent;
      const known = streams.get(stream);
      if (known === undefined) streams.set(stream, [event]);
      else known.push(event);
    }
    return [...streams.values()];
  }
}
