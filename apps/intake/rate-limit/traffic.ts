import type { RequestHandler } from 'express';

const CALM_AFTER_MS = 1_000;

/** Tells whether somebody is sending something. */
export class Traffic {
  private underWay = 0;
  private endedAt = -Infinity;

  readonly handler: RequestHandler = ({ method }, response, next) => {
    if (method === 'POST') {
      this.underWay += 1;
      response.once('close', () => {
        this.underWay -= 1;
        this.endedAt = performance.now();
      });
    }
    next();
  };

  /** Whether work that can wait should. */
  get isBusy(): boolean {
    return this.underWay > 0 || performance.now() - this.endedAt < CALM_AFTER_MS;
  }
}
