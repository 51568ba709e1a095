import type { Client } from '@temporalio/client';
import type { Client as Database } from 'pg';
import type { Settings } from '#settings/settings.js';
import { until } from '../support/until.js';
import { type Throughput, timed } from './figures.js';
import { startBeside } from './side-process.js';

export const MINIMAL_QUEUE = 'minimal';
export const MINIMAL_TABLE = 'bench_step';

interface MinimalLives {
  cases: number;
  steps: number;
  atOnce: number;
  withinMs: number;
  /** Runs the work and tells what it cost; `worker` is the pid of the minimal workflow's worker. */
  measure: (worker: number, work: () => Promise<Throughput>) => Promise<[Throughput, number]>;
}

/** Lives of the minimal workflow, each of `steps` updates, `atOnce` at a time. */
export async function minimalLives(
  { client, database, settings }: { client: Client; database: Database; settings: Settings },
  { cases, steps, measure, ...options }: MinimalLives,
): Promise<[Throughput, number]> {
  await database.query(`CREATE TABLE ${MINIMAL_TABLE} (id bigserial PRIMARY KEY, step int NOT NULL)`);
  const worker = startBeside('minimal-worker.js', {
    DATABASE_URL: settings.databaseUrl,
    DATA_DIR: settings.dataDir,
    TEMPORAL_ADDRESS: settings.temporalAddress,
  });
  try {
    const handles = await Promise.all(
      Array.from({ length: cases }, (_, index) =>
        client.workflow.start('minimal', {
          workflowId: `minimal-${index}`,
          taskQueue: MINIMAL_QUEUE,
          args: [steps],
        }),
      ),
    );
    const areOpen = async (): Promise<boolean> => {
      const { rows } = await database.query(`SELECT count(*)::int AS opened FROM ${MINIMAL_TABLE}`);
      return (rows[0] as { opened: number }).opened === cases;
    };
    await until(areOpen);
    return await measure(worker.pid, () =>
      timed(
        async (index) => {
          for (let step = 1; step <= steps; step++)
            await handles[index]?.executeUpdate('step', {
              args: ['x'.repeat(200)],
              updateId: `${index}-${step}`,
            });
        },
        { count: cases, ...options },
      ),
    );
  } finally {
    await worker.end();
    await database.query(`DROP TABLE ${MINIMAL_TABLE}`);
  }
}
