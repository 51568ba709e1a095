import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

/** Work done again and again for as long as the application lives; one that fails is tried again at its next turn. */
export abstract class Recurring implements OnApplicationBootstrap, BeforeApplicationShutdown {
  protected readonly logger = new Logger(this.constructor.name);
  private timer: NodeJS.Timeout | null = null;
  private turn: Promise<void> = Promise.resolve();
  private isClosing = false;

  /** `holdsProcess`: the process lives on for this work alone. */
  protected constructor(
    private readonly everyMs: number,
    private readonly holdsProcess = true,
  ) {}

  protected abstract work(): Promise<void>;

  onApplicationBootstrap(): void {
    this.schedule(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.turn;
  }

  private schedule(ms: number): void {
    if (this.isClosing) return;
    this.timer = setTimeout(() => {
      this.turn = this.work()
        .catch((error: unknown) => this.logger.error(error))
        .finally(() => this.schedule(this.everyMs));
    }, ms);
    if (!this.holdsProcess) this.timer.unref();
  }
}
