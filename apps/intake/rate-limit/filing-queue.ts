import { Callers } from '#web/rate-limit/callers.js';

export interface QueueLimits {
  /** Filings of all callers in a minute; what comes beyond has to wait. */
  usualPerMinute: number;
  /**
   * In ms: what a first filing waits then, what each further one of the same caller does more, up to how long, and
   * what each does more beyond that, so that those that were hoarded do not come due together.
   */
  firstMs: number;
  furtherMs: number;
  longMs: number;
  beyondMs: number;
}

export const QUEUE_LIMITS: Omit<QueueLimits, 'usualPerMinute'> = {
  firstMs: 10_000,
  furtherMs: 10_000,
  longMs: 10 * 60_000,
  beyondMs: 1_000,
};

const MINUTE_MS = 60_000;

/**
 * Whose turn it is to file. Usually everybody's at once; while far more than usual is filed, everybody waits a little
 * and whoever files much waits longer, and nobody is sent away.
 */
export class FilingQueue {
  private readonly callers = new Callers<number>();
  private recent: number[] = [];

  constructor(private readonly limits: QueueLimits) {}

  /** Milliseconds until the caller's turn, 0 for now. `now`: milliseconds. */
  turnOf(address: string, now: number): number {
    const { firstMs, furtherMs, longMs, beyondMs } = this.limits;
    if (!this.count(now)) return 0;
    const caller = this.callers.of(address, now);
    const before = caller.get() ?? 0;
    caller.set(before + 1);
    const untilLong = Math.ceil((longMs - firstMs) / furtherMs);
    return before <= untilLong
      ? Math.min(firstMs + before * furtherMs, longMs)
      : longMs + (before - untilLong) * beyondMs;
  }

  /** Counts a filing; true where there were far more than usual before it. `now`: milliseconds. */
  count(now: number): boolean {
    const { usualPerMinute } = this.limits;
    this.recent = this.recent.filter((at) => at > now - MINUTE_MS).slice(-usualPerMinute);
    const isBusy = this.recent.length >= usualPerMinute;
    this.recent.push(now);
    return isBusy;
  }
}
