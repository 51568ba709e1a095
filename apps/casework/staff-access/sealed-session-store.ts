import connectPgSimple from 'connect-pg-simple';
import session, { type SessionData, type Store } from 'express-session';
import { poolOf } from '#persistence/data-source.js';
import { sessionSeal } from '#vault/session-seal.js';
import type { Casework } from '../casework.js';

/** Where the pages' sessions are kept. One that was not sealed under this id is as good as none. */
export function sealedSessionStore({ databases, keyring }: Pick<Casework, 'databases' | 'keyring'>): Store {
  const seal = sessionSeal(keyring);
  class SealedSessions extends connectPgSimple(session) {
    override get(sid: string, answer: (error: unknown, found?: SessionData | null) => void): void {
      super.get(sid, (error, found) =>
        answer(error, error || !found ? null : (seal.open(sid, found) as SessionData | null)),
      );
    }

    override set(sid: string, data: SessionData, answer?: (error?: unknown) => void): void {
      const plain = JSON.parse(JSON.stringify(data)) as SessionData;
      super.set(sid, seal.close(sid, plain), answer);
    }
  }
  return new SealedSessions({ pool: poolOf(databases.main), tableName: 'session' });
}
