import { describe, expect, it, jest } from '@jest/globals';
import { UnderWay } from './under-way.js';

describe('what is under way', () => {
  it('keeps busy until a second after the last of it, also when it fails', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(10_000);
    const work = new UnderWay();
    expect(work.isBusy).toBe(false);
    work.begin();
    const failing = work.during(Promise.reject(new Error('lost'))).catch(() => null);
    work.end();
    clock.mockReturnValue(20_000);
    expect(work.isBusy).toBe(true);
    await failing;
    clock.mockReturnValue(20_999);
    expect(work.isBusy).toBe(true);
    clock.mockReturnValue(21_000);
    expect(work.isBusy).toBe(false);
    clock.mockRestore();
  });
});
