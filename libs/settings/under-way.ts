const CALM_AFTER_MS = 1_000;

/** Counts what is under way here that somebody waits for, so that what can wait gives way. */
export class UnderWay {
  private count = 0;
  private endedAt = -Infinity;

  begin(): void {
    this.count += 1;
  }

  end(): void {
    this.count -= 1;
    this.endedAt = performance.now();
  }

  during<T>(work: Promise<T>): Promise<T> {
    this.begin();
    return work.finally(() => this.end());
  }

  /** Something is under way, or was until a second ago. */
  get isBusy(): boolean {
    return this.count > 0 || performance.now() - this.endedAt < CALM_AFTER_MS;
  }
}
