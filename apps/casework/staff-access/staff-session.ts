import type { Request } from 'express';
import { epochMs, HOUR_MS, type Instant } from '#domain/time/instant.js';
import { noteInSession, type SessionRecord } from '#persistence/access-sessions.js';
import { readAccountState, type AccountState } from '#persistence/account-state.js';
import { sessionSeal } from '#vault/session-seal.js';
import type { Casework } from '../casework.js';
import { sessionOfToken, sidOfToken } from './bearer-tokens.js';

declare module 'express-session' {
  interface SessionData extends Partial<SessionRecord> {
    /** The identity provider vouched for a second factor. */
    isProvedByProvider?: boolean;
  }
}

declare module 'express-serve-static-core' {
  interface Request {
    staffSession?: StaffSession;
  }
}

/** Who is there, by the cookie of the pages or a token of the API. */
export interface StaffSession extends AccountState {
  sid: string;
  staff: string;
  isOfApi: boolean;
  confirmedAt: Instant | null;
  isProvedByProvider: boolean;
}

const MINUTE_MS = 60_000;

export const bearerOf = ({ headers }: Request): string | null => {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token !== undefined ? token : null;
};

/** Whether a session that began and was used then is over by itself: idle too long, or too old. One of the API just expires. */
export function isOver(
  { startedAt, usedAt, isOfApi }: { startedAt: Instant; usedAt: Instant; isOfApi: boolean },
  { settings: { sessions }, time }: Pick<Casework, 'settings' | 'time'>,
): boolean {
  const now = epochMs(time.now());
  const isIdle = now - epochMs(usedAt) >= sessions.idleMinutes * MINUTE_MS;
  return !isOfApi && (isIdle || now - epochMs(startedAt) >= sessions.hours * HOUR_MS);
}

/** Null where nobody is signed in, or not any more. */
export async function staffSession(casework: Casework, request: Request): Promise<StaffSession | null> {
  const token = bearerOf(request);
  const isOfApi = token !== null;
  const record = isOfApi ? await sessionOfToken(casework, token) : request.session;
  const { staff, startedAt, usedAt, confirmedAt = null } = record ?? {};
  if (staff === undefined || startedAt === undefined || usedAt === undefined) return null;
  const { manager } = casework.databases.main;
  const account = await readAccountState(manager, staff);
  const isEnded = account.sessionsSince !== null && startedAt < account.sessionsSince;
  if (isEnded || isOver({ startedAt, usedAt, isOfApi }, casework)) return null;
  const sid = isOfApi ? sidOfToken(token) : request.sessionID;
  const now = casework.time.now();
  if (epochMs(now) - epochMs(usedAt) >= MINUTE_MS)
    await noteInSession(manager, sid, { usedAt: now }, sessionSeal(casework.keyring));
  const isProvedByProvider = !isOfApi && request.session.isProvedByProvider === true;
  return { ...account, sid, staff, isOfApi, confirmedAt, isProvedByProvider };
}

/** The session of a request that the guard let through. */
export function sessionOf({ staffSession: session }: Request): StaffSession {
  if (session === undefined) throw new Error('A session is known on routes that are opened to roles.');
  return session;
}
