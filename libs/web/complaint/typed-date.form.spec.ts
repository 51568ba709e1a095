import { describe, expect, it } from '@jest/globals';
import { dateTyped, isInNumbers, readDate } from './typed-date.form.js';

describe('a typed date', () => {
  it.each([
    ['๒๔', '๑๑', '๒๕๖๙', '2026-11-24'],
    ['24', '11', '2026', '2026-11-24'],
    ['4', '1', '2569', '2026-01-04'],
    ['31', '2', '2569', '2026-02-31'],
  ])('%s %s %s is read in either era and either digits', (day, month, year, date) => {
    expect(dateTyped({ day, month, year })).toBe(date);
  });

  it.each([
    ['๑๕', ' 10', '๒๕๖๙', true],
    ['15', '10', '2026', true],
    ['15', 'ต.ค.', '69', false],
    ['15', '10', '69', false],
    ['15', '', '2569', false],
    ['15 10', '10', '2569', false],
  ])('%s %s %s is in numbers: %s', (day, month, year, isSo) => {
    expect(isInNumbers({ day, month, year })).toBe(isSo);
  });

  it('is none where nothing was typed', () => {
    expect(dateTyped(readDate({}))).toBeUndefined();
    expect(dateTyped(readDate({ 'occurred-day': '1', day: '' }))).toBeUndefined();
    expect(dateTyped(readDate({ 'occurred-day': '1' }, 'occurred-'))).toMatch(/-01$/);
  });
});
