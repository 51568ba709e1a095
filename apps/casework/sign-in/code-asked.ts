import type { Request } from 'express';
import { epochMs, type Instant } from '#domain/time/instant.js';
import { savePageSession } from './page-session.js';

/** Somebody between the first step of signing in and the code. */
interface CodeAsked {
  staff: string;
  to: string;
  since: Instant;
}

declare module 'express-session' {
  interface SessionData {
    codeAsked?: CodeAsked;
  }
}

const VALID_MS = 10 * 60_000;

export async function askForCode(request: Request, asked: CodeAsked): Promise<void> {
  request.session.codeAsked = asked;
  await savePageSession(request);
}

/** Null where no code was asked for lately. */
export function codeAskedOf({ session }: Request, now: Instant): CodeAsked | null {
  const { codeAsked } = session;
  return codeAsked !== undefined && epochMs(now) - epochMs(codeAsked.since) < VALID_MS ? codeAsked : null;
}
