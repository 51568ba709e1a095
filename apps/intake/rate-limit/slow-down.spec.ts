import { describe, expect, it } from '@jest/globals';
import { Pacer } from './slow-down.js';

const PACE = { burst: 3, intervalMs: 100, longestMs: 250 };

describe('the pace of one caller', () => {
  it('lets a burst through and then slows down, but never beyond the longest wait', () => {
    const pacer = new Pacer(PACE);
    const waits = Array.from({ length: 8 }, () => pacer.waitFor('192.0.2.1', 10_000_000));
    expect(waits).toEqual([0, 0, 0, 0, 100, 200, 250, 250]);
  });

  it('is nobody else’s, and recovers', () => {
    const pacer = new Pacer(PACE);
    for (let count = 0; count < 8; count++) pacer.waitFor('192.0.2.1', 10_000_000);
    expect(pacer.waitFor('192.0.2.2', 10_000_000)).toBe(0);
    expect(pacer.waitFor('192.0.2.1', 10_001_000)).toBe(0);
  });
});
