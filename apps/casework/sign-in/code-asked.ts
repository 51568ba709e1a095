import type { Request } from 'express';
import { epochMs, type Instant } from '#domain/time/instant.js';
import { savePageSession } from './page-session.js';

/** Somebody who has shown one thing and is to be let in, or to be confirmed. */
export interface Arrival {
  staff: string;
  to: string;
  /** Who was signed in already and is only to be confirmed; null: signing in. */
  confirming: string | null;
  /** The identity provider vouched for a second factor. */
  isProvedByProvider: boolean;
  /** Credentials were given just now. */
  isFresh: boolean;
}

declare module 'express-session' {
  interface SessionData {
    codeAsked?: Arrival & { since: Instant };
  }
}

const VALID_MS = 10 * 60_000;

export async function askForCode(request: Request, arrival: Arrival, since: Instant): Promise<void> {
  request.session.codeAsked = { ...arrival, since };
  await savePageSession(request);
}

/** Null where no code was asked for lately. */
export function codeAskedOf({ session }: Request, now: Instant): Arrival | null {
  const { codeAsked } = session;
  return codeAsked !== undefined && epochMs(now) - epochMs(codeAsked.since) < VALID_MS ? codeAsked : null;
}
