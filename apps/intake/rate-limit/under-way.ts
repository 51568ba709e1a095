import type { RequestHandler } from 'express';

const MANY = 4;

/** Counts the requests that are being answered. */
export class UnderWay {
  private count = 0;

  readonly handler: RequestHandler = (_, response, next) => {
    this.count += 1;
    response.once('close', () => (this.count -= 1));
    next();
  };

  /** Whether work that can wait should. */
  get areMany(): boolean {
    return this.count >= MANY;
  }
}
