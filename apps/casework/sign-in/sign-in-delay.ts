import { createHmac, randomBytes } from 'node:crypto';
import { networkOf } from '#web/rate-limit/network-of.js';
import { addMs, epochMs, HOUR_MS, type Instant } from '#domain/time/instant.js';

const FREE_ATTEMPTS = 3;
const LONGEST_WAIT_MS = 15 * 60_000;
const REMEMBERED = 10_000;

interface Failures {
  count: number;
  lastAt: Instant;
  blockedUntil: Instant;
}

/**
 * Makes guessing slow: each wrong password doubles the wait, for this account from this address only, so that nobody
 * can lock a colleague out. Addresses are kept as an HMAC under a key that lives as long as the process.
 */
export class SignInDelay {
  private readonly key = randomBytes(32);
  private readonly failures = new Map<string, Failures>();

  private place(username: string, address: string): string {
    const place = `${username.toLowerCase()}\n${networkOf(address)}`;
    return createHmac('sha256', this.key).update(place).digest('base64');
  }

  /** Seconds to wait before the next attempt counts; 0 when it may be made now. */
  secondsToWait(username: string, address: string, now: Instant): number {
    const failed = this.failures.get(this.place(username, address));
    if (failed === undefined) return 0;
    return Math.max(0, Math.ceil((epochMs(failed.blockedUntil) - epochMs(now)) / 1_000));
  }

  failed(username: string, address: string, now: Instant): void {
    const place = this.place(username, address);
    const before = this.failures.get(place);
    const isRecent = before !== undefined && epochMs(now) - epochMs(before.lastAt) < HOUR_MS;
    const count = isRecent ? before.count + 1 : 1;
    const wait = count < FREE_ATTEMPTS ? 0 : Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** (count - FREE_ATTEMPTS));
    this.failures.delete(place);
    this.failures.set(place, { count, lastAt: now, blockedUntil: addMs(now, wait) });
    const oldest = this.failures.keys().next().value;
    if (this.failures.size > REMEMBERED && oldest !== undefined) this.failures.delete(oldest);
  }

  succeeded(username: string, address: string): void {
    this.failures.delete(this.place(username, address));
  }
}
