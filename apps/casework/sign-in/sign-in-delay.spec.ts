import { describe, expect, it } from '@jest/globals';
import { addMs } from '#domain/time/instant.js';
import { SignInDelay } from './sign-in-delay.js';

const NOW = '2026-02-04T03:00:00.000Z';

describe('the delay after wrong passwords', () => {
  const failing = (times: number): SignInDelay => {
    const delay = new SignInDelay();
    for (let count = 0; count < times; count += 1) delay.failed('desk-1', '10.0.0.1', NOW);
    return delay;
  };

  it('leaves two mistakes without consequence', () => {
    expect(failing(2).secondsToWait('desk-1', '10.0.0.1', NOW)).toBe(0);
  });

  it('doubles from the third on, up to a quarter of an hour', () => {
    expect([3, 4, 5, 6, 60].map((times) => failing(times).secondsToWait('desk-1', '10.0.0.1', NOW))).toEqual([
      1, 2, 4, 8, 900,
    ]);
  });

  it('holds back neither the colleague at another address nor another account', () => {
    const delay = failing(20);
    expect(delay.secondsToWait('desk-1', '10.0.0.2', NOW)).toBe(0);
    expect(delay.secondsToWait('desk-2', '10.0.0.1', NOW)).toBe(0);
  });

  it('ends with the wait, and is forgotten after a success', () => {
    const delay = failing(4);
    expect(delay.secondsToWait('desk-1', '10.0.0.1', addMs(NOW, 2_000))).toBe(0);
    delay.succeeded('desk-1', '10.0.0.1');
    delay.failed('desk-1', '10.0.0.1', NOW);
    expect(delay.secondsToWait('desk-1', '10.0.0.1', NOW)).toBe(0);
  });
});
