import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Logger } from 'pino';
import { checkTransitions } from '#domain/complaint/transitions.js';
import type { Bilingual } from '#domain/policy/policy.js';
import { policyInForce } from '#persistence/policy-store.js';
import { createWebApp } from '#web/create-web-app.js';
import { cookieName, cookieOptions } from '#web/security/cookies.js';
import type { Casework } from './casework.js';
import { CaseworkModule } from './casework.module.js';
import { ConfirmationFilter } from './confirm-it-is-you/confirmation.filter.js';
import { caseworkApi } from './open-api.js';
import { sealedSessionStore } from './staff-access/sealed-session-store.js';

const MINUTE_MS = 60_000;

/** The staff app, ready to listen. */
export async function createCasework(casework: Casework, logger: Logger): Promise<NestExpressApplication> {
  checkTransitions();
  const { databases, settings, keyring, time } = casework;
  const isSecure = settings.caseworkUrl.startsWith('https:');
  const readAgency = async (): Promise<Bilingual> =>
    (await policyInForce(databases.main.manager, time.now())).policy.agency.name;
  const agency = await readAgency();

  // express-session goes on reading this very list: the first signs, each is accepted.
  const known = (): string[] => keyring.secrets('session-cookies').map((one) => one.toString('base64'));
  const secrets = known();
  const readSecrets: RequestHandler = (_request, _response, next) => {
    secrets.splice(0, secrets.length, ...known());
    next();
  };
  const sessions = session({
    store: sealedSessionStore(casework),
    name: cookieName('casework', isSecure),
    secret: secrets,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    // Lax: a link in a mail arrives signed in. What changes anything is a POST with its token.
    cookie: { ...cookieOptions(isSecure, settings.sessions.idleMinutes * MINUTE_MS), sameSite: 'lax' },
  });
  const app = await createWebApp(CaseworkModule.on(casework), {
    templateFolders: ['apps/casework'],
    localeFolders: ['apps/casework/locales'],
    stylesheet: 'staff',
    keepsLanguage: true,
    agencyName: () => agency,
    isDemonstration: settings.isDemonstration,
    isSecure,
    csrf: 'session',
    uploads: /^\/(?:cases\/[^/]+\/evidence|(personnel-actions|administration\/relationships)\/import)$/,
    logger,
    handlers: [readSecrets, sessions],
    openApi: caseworkApi(),
    ready: async () => {
      await databases.main.query('SELECT 1');
    },
  });
  app.useGlobalFilters(new ConfirmationFilter());
  // A secure cookie is given only where the proxy is believed that the browser came by TLS.
  app.set('trust proxy', isSecure ? Math.max(1, settings.trustedProxyHops) : settings.trustedProxyHops);
  app.enableShutdownHooks();
  return app;
}
