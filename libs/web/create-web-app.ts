import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { RequestHandler } from 'express';
import { ElsewhereFilter } from './errors/elsewhere.filter.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { healthRoutes } from './health.js';
import { addressCheck } from './input/address-check.js';
import { bodyParsing } from './input/body-parsing.js';
import { inOtherLanguage, isLanguage, requestedLanguage } from './language/language.js';
import { loadTranslations } from './language/translations.js';
import { requestLog } from './logging/request-log.js';
import { pageLocals } from './page-locals.js';
import { cookieOptions } from './security/cookies.js';
import { csrfProtection } from './security/csrf.js';
import { securityHeaders } from './security/headers.js';
import { staticFiles, stylesheetUrl } from './static-files.js';
import { createTemplates } from './templates.js';
import type { WebOptions } from './web-options.js';

const YEAR_MS = 365 * 86_400_000;

function pageLanguage(options: WebOptions): RequestHandler {
  const translate = loadTranslations(['libs/web/locales', ...options.localeFolders]);
  const stylesheet = stylesheetUrl(options.stylesheet);
  return (request, response, next) => {
    const language = requestedLanguage(request);
    if (isLanguage(request.query['lang'])) {
      const kept = cookieOptions(options.isSecure, options.keepsLanguage === true ? YEAR_MS : undefined);
      response.cookie('lang', language, { ...kept, sameSite: 'lax' });
    }
    response.setHeader('Content-Language', language);
    const agencyName = options.agencyName()[language];
    const { isDemonstration } = options;
    Object.assign(
      response.locals,
      options.locals?.(request),
      pageLocals({
        language,
        t: translate(language),
        agencyName,
        isDemonstration,
        stylesheet,
        path: request.path,
        inOtherLanguage: inOtherLanguage(request, language),
      }),
    );
    next();
  };
}

/**
 * Creates an app with everything that both sites share: security headers, static files, language, body parsing
 * with its limits, CSRF, templates, error pages and problem documents, health, OpenAPI. The caller listens.
 */
export async function createWebApp(module: object, options: WebOptions): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(module as never, {
    bodyParser: false,
    logger: ['error', 'warn'],
  });
  app.disable('x-powered-by');
  // Nothing but static files may be kept, and those have their own.
  app.disable('etag');
  app.set('view engine', 'njk');
  createTemplates(options.templateFolders).express(app.getHttpAdapter().getInstance());
  // The last one that takes an error has it.
  app.useGlobalFilters(new ProblemFilter(options.logger), new ElsewhereFilter());

  app.use(healthRoutes({ ready: options.ready }));
  app.use(requestLog(options.logger));
  for (const handler of securityHeaders(options.isSecure)) app.use(handler);
  for (const handler of staticFiles()) app.use('/assets', handler);
  app.use(cookieParser());
  app.use(pageLanguage(options));
  app.use(addressCheck);
  for (const handler of bodyParsing(options.uploads)) app.use(handler);
  for (const handler of options.handlers ?? []) app.use(handler);
  for (const handler of csrfProtection(options.csrf, options.isSecure, options.uploads)) app.use(handler);
  if (options.openApi !== undefined) {
    const document = JSON.stringify(options.openApi);
    app.use('/api/openapi.json', ((_, response) => {
      response.type('application/json').send(document);
    }) satisfies RequestHandler);
  }
  return app;
}
