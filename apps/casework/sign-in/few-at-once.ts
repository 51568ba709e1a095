import { Problem } from '#web/errors/problem.js';

const AT_ONCE = 4;
const WAITING = 40;
const RETRY_AFTER_SECONDS = 5;

/** Has few things done at once, each of which costs much, so that all else goes on meanwhile. */
export class FewAtOnce {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** Does it when its turn comes. Throws the problem `unavailable` when too many wait already. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < AT_ONCE) this.running += 1;
    else if (this.waiting.length >= WAITING) throw new Problem('unavailable', [], RETRY_AFTER_SECONDS);
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The turn goes on to the next one.
      if (next === undefined) this.running -= 1;
      else next();
    }
  }
}
