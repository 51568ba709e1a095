import type { CookieOptions } from 'express';

/** Over HTTPS a `__Host-` cookie: no other site under the agency's domain can plant it. */
export const cookieName = (name: string, isSecure: boolean): string => (isSecure ? `__Host-${name}` : name);

/** A cookie for this site only, which no script reads; for the browser's session unless `maxAge` (ms) is given. */
export const cookieOptions = (isSecure: boolean, maxAge?: number): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  path: '/',
  secure: isSecure,
  ...(maxAge !== undefined && { maxAge }),
});
