import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';

const sidOf = (digest: string): string => `api:${digest}`;

interface ApiSession {
  staff: string;
  expiresAt: Instant;
  /** When the bearer last gave the password. */
  confirmedAt: Instant;
}

/** Keeps an API token's digest beside the page sessions, whose pruning then covers both. */
export async function writeApiSession(
  manager: EntityManager,
  digest: string,
  session: ApiSession,
): Promise<void> {
  await manager.query(`INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3::timestamptz)`, [
    sidOf(digest),
    JSON.stringify({ cookie: {}, ...session }),
    session.expiresAt,
  ]);
}

/** The session behind an API token's digest, or null when there is none that lasts beyond `at`. */
export async function readApiSession(
  manager: EntityManager,
  digest: string,
  at: Instant,
): Promise<{ staff: string; confirmedAt: Instant | null } | null> {
  const rows: { sess: Omit<ApiSession, 'confirmedAt'> & Partial<ApiSession> }[] = await manager.query(
    `SELECT sess FROM session WHERE sid = $1`,
    [sidOf(digest)],
  );
  const session = rows[0]?.sess;
  if (session === undefined || session.expiresAt <= at) return null;
  return { staff: session.staff, confirmedAt: session.confirmedAt ?? null };
}

export async function confirmApiSession(manager: EntityManager, digest: string, at: Instant): Promise<void> {
  await manager.query(
    `UPDATE session SET sess = (sess::jsonb || jsonb_build_object('confirmedAt', $2::text))::json WHERE sid = $1`,
    [sidOf(digest), at],
  );
}

/** Ends every session of the person, pages and API alike. */
export async function endSessionsOf(manager: EntityManager, staff: string): Promise<void> {
  await manager.query(`DELETE FROM session WHERE sess->>'staff' = $1`, [staff]);
}
