import { Client } from 'pg';
import { StartRefusal } from '../start-refusal.js';

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

const withoutPassword = (url: string): string => {
  const shown = new URL(url);
  if (shown.password !== '') shown.password = '***';
  return shown.href;
};

async function create(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(decodeURIComponent(name))}`);
  } finally {
    await client.end();
  }
}

/** Makes the database where it is absent; refuses in one sentence when the server cannot be used. */
export async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    const isAbsent = (error as { code?: string }).code === '3D000';
    try {
      if (!isAbsent) throw error;
      await create(url);
    } catch (cause) {
      throw new StartRefusal(
        `The database ${withoutPassword(url)} cannot be used (${reason(cause)}): check DATABASE_URL and KEYS_DATABASE_URL, and that the server runs.`,
      );
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

function reason(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message !== undefined && message !== '' ? message : (code ?? 'no answer');
}
