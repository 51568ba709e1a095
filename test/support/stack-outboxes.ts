import { Client } from 'pg';
import type { Time } from '#settings/time.js';
import { eventually } from '../../infra/start/progress.js';

const WITHIN_MS = 120_000;

async function connected<T>(databaseUrl: string, work: (database: Client) => Promise<T>): Promise<T> {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

const emptied = (
  databaseUrl: string,
  waiting: string,
  params: () => unknown[],
  withinMs = WITHIN_MS,
): Promise<void> =>
  connected(databaseUrl, async (database) => {
    const isEmpty = async (): Promise<boolean> => {
      const { rows } = await database.query<{ count: string }>(`SELECT count(*) FROM ${waiting}`, params());
      return rows[0]?.count === '0';
    };
    if (!(await eventually(isEmpty, withinMs))) throw new Error(`Still waiting: ${waiting}`);
  });

/** Waits until every complaint that was filed has its workflow: one that starts later would not have moved along. */
export const everyCaseStarted = (databaseUrl: string): Promise<void> =>
  emptied(databaseUrl, 'outbox WHERE done_at IS NULL', () => []);

/** Waits until every mail that was written was sent or refused for good; one on its way is neither yet. */
export const writtenMailsSent = (databaseUrl: string, time: Time, withinMs?: number): Promise<void> =>
  emptied(
    databaseUrl,
    'mail_outbox WHERE sent_at IS NULL AND refused_at IS NULL AND created_at <= $1',
    () => [time.now()],
    withinMs,
  );

/** The message ids of all mails that were written, whatever became of them. */
export const writtenMessageIds = (databaseUrl: string): Promise<string[]> =>
  connected(databaseUrl, async (database) => {
    const { rows } = await database.query<{ message_id: string }>('SELECT message_id FROM mail_outbox');
    return rows.map(({ message_id }) => message_id);
  });
