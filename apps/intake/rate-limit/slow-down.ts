import type { RequestHandler } from 'express';
import { Callers } from '#web/rate-limit/callers.js';

/** A burst is free; then one request each interval, the rest waiting, but never longer than `longestMs`. */
export interface Pace {
  burst: number;
  intervalMs: number;
  longestMs: number;
}

/** How long each of many callers has to wait. */
export class Pacer {
  private readonly nextFree = new Callers<number>();

  constructor(private readonly pace: Pace) {}

  /** Milliseconds that the caller's request has to wait. `now`: milliseconds. */
  waitFor(address: string, now: number): number {
    const caller = this.nextFree.of(address, now);
    const { burst, intervalMs, longestMs } = this.pace;
    const free = Math.max(caller.get() ?? 0, now - burst * intervalMs);
    const wait = Math.min(Math.max(free - now, 0), longestMs);
    caller.set(Math.min(free + intervalMs, now + longestMs));
    return wait;
  }
}

/**
 * Slows whoever sends very much, and refuses nobody: a person behind a shared address still gets through. The
 * address is hashed under a key that lives in memory for an hour, and is kept nowhere.
 */
export function slowDown(pace: Pace): RequestHandler {
  const pacer = new Pacer(pace);
  return (request, _, next) => {
    if (request.method === 'GET' && !request.path.startsWith('/api/v1/complaints')) {
      next();
      return;
    }
    const wait = pacer.waitFor(request.ip ?? '', Date.now());
    if (wait === 0) next();
    else setTimeout(next, wait);
  };
}
