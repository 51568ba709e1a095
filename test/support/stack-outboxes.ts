import { Client } from 'pg';
import type { Time } from '#settings/time.js';
import { eventually } from '../../infra/start/progress.js';

const WITHIN_MS = 120_000;

async function emptied(databaseUrl: string, waiting: string, params: () => unknown[]): Promise<void> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const isEmpty = async (): Promise<boolean> => {
      const { rows } = await database.query<{ count: string }>(`SELECT count(*) FROM ${waiting}`, params());
      return rows[0]?.count === '0';
    };
    if (!(await eventually(isEmpty, WITHIN_MS))) throw new Error(`Still waiting: ${waiting}`);
  } finally {
    await database.end();
  }
}

/** Waits until every complaint that was filed has its workflow: one that starts later would not have moved along. */
export const everyCaseStarted = (databaseUrl: string): Promise<void> =>
  emptied(databaseUrl, 'outbox WHERE done_at IS NULL', () => []);

/** Waits until every mail that was written was sent or refused for good; one on its way is neither yet. */
export const writtenMailsSent = (databaseUrl: string, time: Time): Promise<void> =>
  emptied(
    databaseUrl,
    'mail_outbox WHERE sent_at IS NULL AND refused_at IS NULL AND created_at <= $1',
    () => [time.now()],
  );
