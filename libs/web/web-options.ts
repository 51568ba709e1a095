import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Bilingual } from '#domain/policy/policy.js';
import type { CsrfStore } from './security/csrf.js';

/** What an app gives to `createWebApp`. Folders are paths in the project. */
export interface WebOptions {
  templateFolders: readonly string[];
  /** Each holds `th.json` and `en.json`. */
  localeFolders: readonly string[];
  stylesheet: 'public' | 'staff';
  /** From the policy in force. */
  agencyName: () => Bilingual;
  isDemonstration: boolean;
  /** Served by HTTPS: cookies are marked so. */
  isSecure: boolean;
  /** The language chosen stays for a year; else it ends with the browser's session and tells nobody later. */
  keepsLanguage?: boolean;
  csrf: CsrfStore;
  logger: Logger;
  /** Paths to which forms with files are posted; whoever answers there reads the body, and checks the token in it. */
  uploads?: RegExp;
  /** What every page of the site can use besides `PageLocals`, the error pages too. */
  locals?: (request: Request) => object;
  /** Run after language, cookies and body and before the CSRF check, e.g. the session. */
  handlers?: readonly RequestHandler[];
  /** Served at `/api/openapi.json`. */
  openApi?: object;
  /** Rejects while the app cannot do its work; asked by `/health/ready`. */
  ready: () => Promise<void>;
}
