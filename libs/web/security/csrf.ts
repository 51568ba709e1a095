import { timingSafeEqual } from 'node:crypto';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import type {} from 'express-session';
import { isUpload } from '../input/upload-request.js';
import { isApiRequest } from '../language/language.js';
import { cookieName, cookieOptions } from './cookies.js';

/** Where the token that a form must bring back is kept. */
export type CsrfStore = 'cookie' | 'session';

const COOKIE = 'form';

function isSame(given: string | undefined, expected: string | null | undefined): boolean {
  if (!given || !expected) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Every form carries `_csrf`; a post without it is a 403. API calls that carry no cookie of ours need none,
 * and those that do send the header `X-CSRF-Token`.
 */
export function csrfProtection(store: CsrfStore, isSecure: boolean, uploads?: RegExp): RequestHandler[] {
  const name = cookieName(COOKIE, isSecure);
  const cookieOf = (request: Request): string | undefined =>
    (request.cookies as Record<string, string | undefined>)[name];
  const isFree = (request: Request): boolean =>
    isApiRequest(request) &&
    (store === 'cookie' ||
      request.headers.authorization?.startsWith('Bearer ') === true ||
      request.headers.cookie === undefined);

  const tokenOf = (request: Request): string | null | undefined =>
    store === 'session' ? request.session.csrfToken : cookieOf(request);
  const { csrfSynchronisedProtection, generateToken } = csrfSync({
    size: 32,
    // The token of a form with files is in a body that nobody has read yet.
    skipCsrfProtection: (request) => isFree(request) || isUpload(request, uploads),
    getTokenFromRequest: (request) =>
      (request.body as Record<string, string> | undefined)?.['_csrf'] ??
      (request.headers['x-csrf-token'] as string | undefined),
    getTokenFromState: tokenOf,
    storeTokenInState: (request, token) => {
      if (store === 'session') request.session.csrfToken = token;
      else {
        (request.cookies as Record<string, unknown>)[name] = token;
        request.res?.cookie(name, token, cookieOptions(isSecure));
      }
    },
  });
  return [
    csrfSynchronisedProtection,
    (request, response, next) => {
      response.locals['isTokenRight'] = (given: string | undefined): boolean =>
        isFree(request) || isSame(given, tokenOf(request));
      // Called by forms only, so that a page without one makes no session and sets no cookie.
      response.locals['csrfToken'] = () => generateToken(request);
      next();
    },
  ];
}
