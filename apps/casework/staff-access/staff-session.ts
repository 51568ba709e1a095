import type { Request } from 'express';
import type { Instant } from '#domain/time/instant.js';
import type { Casework } from '../casework.js';
import { sessionOfToken } from './bearer-tokens.js';

declare module 'express-session' {
  interface SessionData {
    staff?: string;
    confirmedAt?: Instant;
  }
}

/** Who is there, by the cookie of the pages or a token of the API. */
export interface StaffSession {
  staff: string;
  /** When the person last gave the password. */
  confirmedAt: Instant | null;
}

export const bearerOf = ({ headers }: Request): string | null => {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && token !== undefined ? token : null;
};

/** Null where nobody is signed in. */
export async function staffSession(casework: Casework, request: Request): Promise<StaffSession | null> {
  const token = bearerOf(request);
  if (token !== null) return sessionOfToken(casework, token);
  const { staff, confirmedAt = null } = request.session;
  return staff === undefined ? null : { staff, confirmedAt };
}
