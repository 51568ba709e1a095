import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';

const sidOf = (digest: string): string => `api:${digest}`;

/** Keeps an API token's digest beside the page sessions, whose pruning then covers both. */
export async function writeApiSession(
  manager: EntityManager,
  digest: string,
  staff: string,
  expiresAt: Instant,
): Promise<void> {
  await manager.query(`INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3::timestamptz)`, [
    sidOf(digest),
    JSON.stringify({ cookie: {}, staff, expiresAt }),
    expiresAt,
  ]);
}

/** The staff id behind an API token's digest, or null when there is none that lasts beyond `at`. */
export async function readApiSession(
  manager: EntityManager,
  digest: string,
  at: Instant,
): Promise<string | null> {
  const rows: { sess: { staff: string; expiresAt: Instant } }[] = await manager.query(
    `SELECT sess FROM session WHERE sid = $1`,
    [sidOf(digest)],
  );
  const session = rows[0]?.sess;
  return session !== undefined && session.expiresAt > at ? session.staff : null;
}

/** Ends every session of the person, pages and API alike. */
export async function endSessionsOf(manager: EntityManager, staff: string): Promise<void> {
  await manager.query(`DELETE FROM session WHERE sess->>'staff' = $1`, [staff]);
}
