import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import type {} from 'express-session';
import { isApiRequest } from '../language/language.js';
import { cookieName, cookieOptions } from './cookies.js';

/** Where the token that a form must bring back is kept. */
export type CsrfStore = 'cookie' | 'session';

const COOKIE = 'form';

/**
 * Every form carries `_csrf`; a post without it is a 403. API calls that carry no cookie of ours need none,
 * and those that do send the header `X-CSRF-Token`.
 */
export function csrfProtection(store: CsrfStore, isSecure: boolean): RequestHandler[] {
  const name = cookieName(COOKIE, isSecure);
  const cookieOf = (request: Request): string | undefined =>
    (request.cookies as Record<string, string | undefined>)[name];
  const isFree = (request: Request): boolean =>
    isApiRequest(request) &&
    (store === 'cookie' ||
      request.headers.authorization?.startsWith('Bearer ') === true ||
      request.headers.cookie === undefined);

  const { csrfSynchronisedProtection, generateToken } = csrfSync({
    size: 32,
    skipCsrfProtection: isFree,
    getTokenFromRequest: (request) =>
      (request.body as Record<string, string> | undefined)?.['_csrf'] ??
      (request.headers['x-csrf-token'] as string | undefined),
    getTokenFromState: (request) => (store === 'session' ? request.session.csrfToken : cookieOf(request)),
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
      // Called by forms only, so that a page without one makes no session and sets no cookie.
      response.locals['csrfToken'] = () => generateToken(request);
      next();
    },
  ];
}
