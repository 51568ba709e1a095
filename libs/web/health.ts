import type { IncomingMessage, ServerResponse } from 'node:http';

export interface HealthChecks {
  /** Whether the process is of any use; always, unless given. */
  isLive?: () => boolean;
  /** Rejects while the process cannot do its work. */
  ready: () => Promise<void>;
}

const succeeds = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

/**
 * `/health/live`: the process is of use; `/health/ready`: it can do its work; else 503. For Express and a bare server
 * of Node.js alike; whatever else is asked goes on to `next`.
 */
export function healthRoutes({ isLive = () => true, ready }: HealthChecks) {
  return async ({ method, url }: IncomingMessage, response: ServerResponse, next: () => void) => {
    const [, claim] = /^\/health\/(live|ready)(?:\?|$)/.exec(url ?? '') ?? [];
    if (claim === undefined || (method !== 'GET' && method !== 'HEAD')) {
      next();
      return;
    }
    const holds = claim === 'live' ? isLive() : await succeeds(ready());
    response.writeHead(holds ? 200 : 503, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ status: holds ? claim : `not-${claim}` }));
  };
}
