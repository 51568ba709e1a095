import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';
import type { SessionSeal } from '#vault/session-seal.js';

/** A session of the pages or of the API as the table keeps it: no address, no browser. */
export interface SessionRecord {
  staff: string;
  startedAt: Instant;
  /** To the minute. */
  usedAt: Instant;
  /** When the person last showed who is there. */
  confirmedAt: Instant;
  /** Of the API only. */
  expiresAt?: Instant;
}

/** One of a person's sessions. `handle` names it on a page and opens nothing. */
export interface OwnSession extends Pick<SessionRecord, 'startedAt' | 'usedAt'> {
  handle: string;
  sid: string;
  isOfApi: boolean;
}

const API = 'api:';
const HANDLE = `encode(sha256(convert_to(sid, 'UTF8')), 'hex')`;

/** The id of an API session, by its token's digest. */
export const apiSid = (digest: string): string => API + digest;

/** Keeps an API token's digest beside the page sessions, whose pruning then covers both. */
export async function writeApiSession(
  manager: EntityManager,
  sid: string,
  session: SessionRecord & { expiresAt: Instant },
  seal: SessionSeal,
): Promise<void> {
  await manager.query(`INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3::timestamptz)`, [
    sid,
    JSON.stringify(seal.close(sid, { cookie: {}, ...session })),
    session.expiresAt,
  ]);
}

/** The API's session, or null when there is none, sealed under this id, that lasts beyond `at`. */
export async function readApiSession(
  manager: EntityManager,
  sid: string,
  at: Instant,
  seal: SessionSeal,
): Promise<Partial<SessionRecord> | null> {
  const rows: { sess: object }[] = await manager.query(`SELECT sess FROM session WHERE sid = $1`, [sid]);
  const session: Partial<SessionRecord> | null = rows[0] ? seal.open(sid, rows[0].sess) : null;
  return (session?.expiresAt ?? '') > at ? session : null;
}

/** Notes of a session when it was last used, or last confirmed; one that was ended meanwhile stays ended. */
export async function noteInSession(
  manager: EntityManager,
  sid: string,
  note: Partial<Pick<SessionRecord, 'usedAt' | 'confirmedAt'>>,
  seal: SessionSeal,
): Promise<void> {
  await manager.transaction(async (within) => {
    const rows: { sess: object }[] = await within.query(
      `SELECT sess FROM session WHERE sid = $1 FOR UPDATE`,
      [sid],
    );
    const session = rows[0] ? seal.open(sid, rows[0].sess) : null;
    if (session === null) return;
    await within.query(`UPDATE session SET sess = $2 WHERE sid = $1`, [
      sid,
      JSON.stringify(seal.close(sid, { ...session, ...note })),
    ]);
  });
}

/** The person's sessions, the one used last first; those that ended by themselves are left out by the caller. */
export const listSessions = (manager: EntityManager, staff: string): Promise<OwnSession[]> =>
  manager.query(
    `SELECT sid, ${HANDLE} AS handle, starts_with(sid, '${API}') AS "isOfApi",
       sess->>'startedAt' AS "startedAt", sess->>'usedAt' AS "usedAt"
     FROM session WHERE sess->>'staff' = $1 AND sess->>'startedAt' IS NOT NULL AND sess->>'usedAt' IS NOT NULL
     ORDER BY sess->>'usedAt' DESC, sess->>'startedAt' DESC`,
    [staff],
  );

/** False when the person has no such session. */
export async function endSession(manager: EntityManager, staff: string, handle: string): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `DELETE FROM session WHERE sess->>'staff' = $1 AND ${HANDLE} = $2 RETURNING sid`,
    [staff, handle],
  );
  return rows.length > 0;
}

/** Ends every session of the person, pages and API alike, also one that a request under way would write again. */
export async function endSessionsOf(manager: EntityManager, staff: string, at: Instant): Promise<void> {
  await manager.query(`UPDATE staff SET sessions_since = $2 WHERE id = $1`, [staff, at]);
  await manager.query(`DELETE FROM session WHERE sess->>'staff' = $1`, [staff]);
}
