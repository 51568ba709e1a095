import type { RequestHandler } from 'express';
import { pino, type Logger } from 'pino';

export const createLogger = (name: string): Logger =>
  pino({ name, level: process.env['LOG_LEVEL'] ?? 'info', base: { name } });

/**
 * One line a request: method, route pattern, status, milliseconds. Never an address, user agent, query string,
 * body or actual path: a log must not tell who filed or looked at what.
 */
export const requestLog =
  (logger: Logger): RequestHandler =>
  (request, response, next) => {
    const started = process.hrtime.bigint();
    response.once('finish', () => {
      const route: unknown = (request.route as { path?: unknown } | undefined)?.path;
      const ms = Number(process.hrtime.bigint() - started) / 1e6;
      logger.info(
        { method: request.method, route: route ?? null, status: response.statusCode, ms: Math.round(ms) },
        'answered',
      );
    });
    next();
  };
