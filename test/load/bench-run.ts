import { Client as Database } from 'pg';
import type { Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import type { Throughput } from './figures.js';
import { processorMs } from './process-usage.js';
import { Report } from './report.js';
import { fileComplaint } from './visitors.js';

/** In bytes. */
interface DatabaseSizes {
  main: number;
  keys: number;
}

/** The clock on the wall, for an agency's apps read no file to know the time, and no queue. */
export const UNBOUND = { TIME_OFFSET_FILE: '', USUAL_FILINGS_PER_MINUTE: '1000000' };
/** What hundreds of complaints leave to do: workflows, protections, letters. */
const AT_REST_WITHIN_MS = 900_000;

const PROCESSES = ['postgres', 'temporal', 'worker', 'casework', 'intake'];

/** The stack under measurement, and what every section asks of it. */
export class BenchRun {
  readonly report = new Report();
  readonly pids: ReadonlyMap<string, number>;
  /** Before anything was filed. */
  empty: DatabaseSizes = { main: 0, keys: 0 };
  private visitors = 0;

  private constructor(
    readonly stack: Stack,
    readonly database: Database,
  ) {
    this.pids = new Map(PROCESSES.map((name) => [name, stack.pid(name)]));
  }

  static async on(stack: Stack): Promise<BenchRun> {
    const database = new Database({ connectionString: stack.settings.databaseUrl });
    await database.connect();
    const run = new BenchRun(stack, database);
    run.empty = await run.databaseSizes();
    return run;
  }

  /** The `count` of the only row. */
  async count(sql: string): Promise<number> {
    return Number((await this.database.query<{ count: string }>(sql)).rows[0]?.count ?? 0);
  }

  async databaseSizes(): Promise<DatabaseSizes> {
    return {
      main: await this.count('SELECT pg_database_size(current_database()) AS count'),
      keys: await this.count(`SELECT pg_database_size(current_database() || '_keys') AS count`),
    };
  }

  /** References of open or closed cases, the oldest first. */
  async references(where: string, limit: number): Promise<string[]> {
    const { rows } = await this.database.query<{ reference: string }>(
      `SELECT reference FROM case_view WHERE ${where} ORDER BY filed_at LIMIT $1`,
      [limit],
    );
    return rows.map(({ reference }) => reference);
  }

  /** Files a complaint of its own; returns its reference. */
  file(url = this.stack.publicUrl): Promise<string> {
    return fileComplaint(url, this.visitors++);
  }

  waitForOpening(): Promise<void> {
    return until(
      async () =>
        (await this.count('SELECT count(*) FROM filing')) ===
        (await this.count('SELECT count(*) FROM case_view')),
      AT_REST_WITHIN_MS,
    );
  }

  /** Until every case is open and its letters are sent. */
  async waitForRest(): Promise<void> {
    await this.waitForOpening();
    await this.stack.mails(AT_REST_WITHIN_MS);
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.stack.stop();
  }
}

/** The work's result, and the processor time of these processes for each thing done. */
export async function costing(
  pids: number[],
  work: () => Promise<Throughput>,
): Promise<[Throughput, number]> {
  const before = processorMs(pids);
  const result = await work();
  return [result, (processorMs(pids) - before) / result.done];
}
