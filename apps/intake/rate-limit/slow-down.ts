import { createHmac, randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';

const HOUR_MS = 3_600_000;

/** A burst is free; then one request each interval, the rest waiting, but never longer than `longestMs`. */
export interface Pace {
  burst: number;
  intervalMs: number;
  longestMs: number;
}

/** How long each of many callers has to wait, by what is left of a number they cannot be known by. */
export class Pacer {
  private key = randomBytes(32);
  private keySince = 0;
  private readonly nextFree = new Map<string, number>();

  constructor(private readonly pace: Pace) {}

  /** Milliseconds that the caller's request has to wait. `now`: milliseconds. */
  waitFor(address: string, now: number): number {
    if (now - this.keySince >= HOUR_MS) this.forget(now);
    const caller = createHmac('sha256', this.key).update(address).digest('base64url');
    const { burst, intervalMs, longestMs } = this.pace;
    const free = Math.max(this.nextFree.get(caller) ?? 0, now - burst * intervalMs);
    const wait = Math.min(Math.max(free - now, 0), longestMs);
    this.nextFree.set(caller, Math.min(free + intervalMs, now + longestMs));
    return wait;
  }

  private forget(now: number): void {
    this.key = randomBytes(32);
    this.keySince = now;
    this.nextFree.clear();
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
