import type { Request } from 'express';
import type { Instant } from '#domain/time/instant.js';

const renew = (request: Request): Promise<void> =>
  new Promise((resolve, reject) =>
    request.session.regenerate((error?: Error) => (error ? reject(error) : resolve())),
  );

/** Before a redirect: the browser may be at the next page before a session is kept that is written by the way. */
export const savePageSession = ({ session }: Request): Promise<void> =>
  new Promise((resolve, reject) => session.save((error?: Error) => (error ? reject(error) : resolve())));

/** Signs the person in on the pages under a new session id: one that somebody planted before is worth nothing after. */
export async function openPageSession(
  request: Request,
  staff: string,
  now: Instant,
  { isProvedByProvider = false, isFresh = true } = {},
): Promise<void> {
  await renew(request);
  Object.assign(request.session, { staff, startedAt: now, usedAt: now });
  if (isFresh) request.session.confirmedAt = now;
  if (isProvedByProvider) request.session.isProvedByProvider = true;
  await savePageSession(request);
}

export const closePageSession = ({ session }: Request): Promise<void> =>
  new Promise((resolve, reject) => session.destroy((error?: Error) => (error ? reject(error) : resolve())));
