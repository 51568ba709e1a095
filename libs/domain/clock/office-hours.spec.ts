import { describe, expect, it } from '@jest/globals';
import { plainCalendar } from '../policy/policy.builder.js';
import { bangkok, withHolidays } from './clock.builder.js';
import { deemedReceipt } from './reckon.js';

describe('an electronic filing', () => {
  const filed = (date: string, time: string, calendar = plainCalendar): string =>
    deemedReceipt(bangkok(date, time), calendar);

  it.each(['08:30', '12:00', '16:29'])('in office hours (%s) is received at once', (time) => {
    expect(filed('2026-02-02', time)).toBe(bangkok('2026-02-02', time));
  });

  it('before the office opens is received when it opens', () => {
    expect(filed('2026-02-02', '08:29')).toBe(bangkok('2026-02-02', '08:30'));
    expect(filed('2026-02-02', '00:00')).toBe(bangkok('2026-02-02', '08:30'));
  });

  it('from closing time on is received at the next opening', () => {
    expect(filed('2026-02-02', '16:30')).toBe(bangkok('2026-02-03', '08:30'));
    expect(filed('2026-02-06', '23:59')).toBe(bangkok('2026-02-09', '08:30'));
  });

  it('on a holiday is received on the next working day', () => {
    const newYear = withHolidays('2026-01-01', '2026-01-02');
    expect(filed('2026-01-01', '10:00', newYear)).toBe(bangkok('2026-01-05', '08:30'));
  });
});
