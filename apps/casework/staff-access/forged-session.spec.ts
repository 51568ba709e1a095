import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMs, HOUR_MS } from '#domain/time/instant.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const sql = <T>(query: string, parameters: unknown[] = []): Promise<T[]> =>
  casework.agency.databases.main.query(query, parameters);
const statusWith = async (token: string): Promise<number> =>
  (await fetch(`${casework.url}/api/v1/tasks`, { headers: { authorization: `Bearer ${token}` } })).status;
const record = (staff: string): Record<string, unknown> => {
  const { now } = casework.agency;
  const times = { startedAt: now, usedAt: now, confirmedAt: now, expiresAt: addMs(now, HOUR_MS) };
  return { cookie: {}, staff, ...times };
};
const worklistOf = async (visitor: Visitor): Promise<string> => (await visitor.get('/worklist')).path;
/** A person's sessions: pages have no `expiresAt`. */
const OF = `sess->>'staff' = $1 AND sess->>'expiresAt' IS`;

describe('a session that somebody wrote into the database', () => {
  it('opens nothing over the API', async () => {
    const token = 'any-token-that-comes-to-mind';
    const sid = `api:${createHash('sha256').update(token).digest('hex')}`;
    const insert = (session: object): Promise<unknown> =>
      sql(
        `INSERT INTO session (sid, sess, expire) VALUES ($1, $2, now() + interval '1 day')
         ON CONFLICT (sid) DO UPDATE SET sess = $2`,
        [sid, JSON.stringify(session)],
      );
    await insert(record('desk-2'));
    expect(await statusWith(token)).toBe(401);
    expect((await casework.api('desk-2', 'GET', '/api/v1/tasks')).status).toBe(200);
    const [genuine] = await sql<{ sess: object }>(`SELECT sess FROM session WHERE ${OF} NOT NULL`, [
      'desk-2',
    ]);
    await insert(genuine!.sess);
    expect(await statusWith(token)).toBe(401);
  });

  it.each([['staff'], ['confirmedAt'], ['usedAt'], ['expiresAt']])(
    'over the API is no longer one when its %s was altered',
    async (field) => {
      const signIn = { username: 'desk-1', password: 'a password for specs' };
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(signIn);
      const answer = await fetch(`${casework.url}/api/v1/sessions`, { method: 'POST', headers, body });
      const { token } = (await answer.json()) as { token: string };
      expect(await statusWith(token)).toBe(200);
      const value = field === 'staff' ? 'auditor-1' : addMs(casework.agency.now, 2 * HOUR_MS);
      const sid = `api:${createHash('sha256').update(token).digest('hex')}`;
      await sql(`UPDATE session SET sess = (sess::jsonb || $2::jsonb)::json WHERE sid = $1`, [
        sid,
        JSON.stringify({ [field]: value }),
      ]);
      expect(await statusWith(token)).toBe(401);
    },
  );

  it('opens no page: neither the own one under another name nor a copy of a colleague’s', async () => {
    const [mine, colleague] = [
      await Visitor.signedIn(casework.url, 'officer-finance-1'),
      await Visitor.signedIn(casework.url, 'auditor-2'),
    ];
    expect([await worklistOf(mine), await worklistOf(colleague)]).toEqual(['/worklist', '/worklist']);
    const ids = `SELECT sid FROM session WHERE ${OF} NULL`;
    const [{ sid } = { sid: '' }] = await sql<{ sid: string }>(ids, ['officer-finance-1']);
    const genuine = await sql<{ sess: object }>(`SELECT sess FROM session WHERE sid = $1`, [sid]);
    const write = (session: unknown): Promise<unknown> =>
      sql(`UPDATE session SET sess = $2 WHERE sid = $1`, [sid, JSON.stringify(session)]);

    await write({ ...genuine[0]!.sess, staff: 'auditor-2' });
    expect(await worklistOf(mine)).toBe('/sign-in?to=%2Fworklist');
    await sql(`DELETE FROM session WHERE sid = $1`, [sid]);

    const again = await Visitor.signedIn(casework.url, 'officer-finance-1');
    const [own] = await sql<{ sid: string }>(ids, ['officer-finance-1']);
    await sql(
      `UPDATE session SET sess = (SELECT sess FROM session WHERE ${OF} NULL LIMIT 1) WHERE sid = $2`,
      ['auditor-2', own!.sid],
    );
    expect(await worklistOf(again)).toBe('/sign-in?to=%2Fworklist');
    expect(await worklistOf(colleague)).toBe('/worklist');
  });
});
