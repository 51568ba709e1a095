import { describe, expect, it } from '@jest/globals';
import { dateTyped, readDate } from './typed-date.form.js';

describe('a typed date', () => {
  it.each([
    ['๒๔', '๑๑', '๒๕๖๙', '2026-11-24'],
    ['24', '11', '2026', '2026-11-24'],
    ['4', '1', '2569', '2026-01-04'],
    ['31', '2', '2569', '2026-02-31'],
  ])('%s %s %s is read in either era and either digits', (day, month, year, date) => {
    expect(dateTyped({ day, month, year })).toBe(date);
  });

  it('is none where nothing was typed', () => {
    expect(dateTyped(readDate({}))).toBeUndefined();
    expect(dateTyped(readDate({ 'occurred-day': '1', day: '' }))).toBeUndefined();
    expect(dateTyped(readDate({ 'occurred-day': '1' }, 'occurred-'))).toMatch(/-01$/);
  });
});
