import { createHmac, randomBytes } from 'node:crypto';
import { networkOf } from './network-of.js';

const HOUR_MS = 3_600_000;

/** What is known of callers for an hour at most, by what is left of a number they cannot be known by. */
export class Callers<T> {
  private key = randomBytes(32);
  private keySince = 0;
  private readonly known = new Map<string, T>();

  /** `now`: milliseconds. */
  of(address: string, now: number): { get(): T | undefined; set(value: T): void } {
    if (now - this.keySince >= HOUR_MS) {
      this.key = randomBytes(32);
      this.keySince = now;
      this.known.clear();
    }
    const caller = createHmac('sha256', this.key).update(networkOf(address)).digest('base64url');
    return { get: () => this.known.get(caller), set: (value) => this.known.set(caller, value) };
  }
}
