import { epochMs, type Instant } from '#domain/time/instant.js';
import { Callers } from '#web/rate-limit/callers.js';

/** So many tries are free, under whichever names; then one each interval. */
const BURST = 60;
const INTERVAL_MS = 1_000;

/**
 * The pace of tries from one address over all names. A right one does not count, so that an office behind one address
 * is not held up by its own people; one that is told to wait does not count either.
 */
export class SignInPace {
  private readonly nextFree = new Callers<number>();

  /** Seconds to wait; 0: this try may be made, and is counted. */
  secondsToWait(address: string, at: Instant): number {
    const now = epochMs(at);
    const caller = this.nextFree.of(address, now);
    const known = caller.get() ?? 0;
    // Nobody waits longer than an interval, unless the clock was set back: then it is forgotten.
    const left = known > now + INTERVAL_MS ? 0 : known;
    const free = Math.max(left, now - (BURST - 1) * INTERVAL_MS);
    if (free > now) return Math.ceil((free - now) / 1_000);
    caller.set(free + INTERVAL_MS);
    return 0;
  }

  succeeded(address: string, at: Instant): void {
    const caller = this.nextFree.of(address, epochMs(at));
    caller.set((caller.get() ?? 0) - INTERVAL_MS);
  }
}
