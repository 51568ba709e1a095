import { describe, expect, it } from '@jest/globals';
import { addWorkingDays, isWorkingDay } from './working-days.js';

const calendar = {
  officeHours: { opensAtMinute: 510, closesAtMinute: 990 },
  workingWeekdays: [1, 2, 3, 4, 5],
  holidays: [],
};

describe('a working day', () => {
  it.each([
    ['2026-11-24', true],
    ['1970-01-01', true],
    ['1969-12-31', true],
    ['1969-12-28', false],
    ['1957-01-01', true],
    ['1957-01-05', false],
  ])('%s: %s, before 1970 as after it', (date, isWorking) => {
    expect(isWorkingDay(date, calendar)).toBe(isWorking);
  });

  it('is counted to across the first of January 1970', () => {
    expect(addWorkingDays('1969-12-30', 3, calendar)).toBe('1970-01-02');
    expect(addWorkingDays('1970-01-02', -3, calendar)).toBe('1969-12-30');
  });
});
