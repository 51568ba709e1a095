import { describe, expect, it } from '@jest/globals';
import { until } from '../../test/support/until.js';
import { Recurring } from './recurring.js';

class Work extends Recurring {
  turns = 0;

  constructor() {
    super(1, false);
    this.logger.error = () => undefined;
  }

  protected work(): Promise<void> {
    this.turns += 1;
    return this.turns === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve();
  }
}

describe('recurring work', () => {
  it('is done again and again, also after a failure', async () => {
    const work = new Work();
    work.onApplicationBootstrap();
    await until(async () => work.turns > 2);
    expect(work.turns).toBeGreaterThan(2);
    await work.beforeApplicationShutdown();
  });
});
