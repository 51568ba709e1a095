const CALM_AFTER_MS = 1_000;

/** What somebody waits for, under way here: while it is, or was a second ago, work that can wait should. */
export class Business {
  private underWay = 0;
  private endedAt = -Infinity;

  begin(): void {
    this.underWay += 1;
  }

  end(): void {
    this.underWay -= 1;
    this.endedAt = performance.now();
  }

  async during<T>(work: Promise<T>): Promise<T> {
    this.begin();
    return work.finally(() => this.end());
  }

  get isOn(): boolean {
    return this.underWay > 0 || performance.now() - this.endedAt < CALM_AFTER_MS;
  }
}
