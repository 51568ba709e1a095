import { describe, expect, it } from '@jest/globals';
import { newReference, parseReference } from './reference.js';

const AT = '2026-02-02T03:00:00.000Z';

describe('references', () => {
  it('carry the Buddhist-era year and are read as typed', () => {
    const reference = newReference('TRT', AT);
    expect(reference).toMatch(/^TRT-69-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(parseReference(` ${reference.toLowerCase().replaceAll('-', ' ')} `)).toBe(reference);
    expect(parseReference(reference.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(reference);
  });

  it.each([
    [
      'in Thai digits',
      (plain: string) => plain.replace(/\d/g, (digit) => '๐๑๒๓๔๕๖๗๘๙'.charAt(Number(digit))),
    ],
    ['with en dashes', (plain: string) => plain.replaceAll('-', '–')],
    [
      'with what a telephone puts in between',
      (plain: string) => `\u200b${plain.replaceAll('-', ' \u2212 ')}\u00a0`,
    ],
    [
      'in full width',
      (plain: string) => plain.replace(/\d/g, (digit) => '０１２３４５６７８９'.charAt(Number(digit))),
    ],
  ])('are read %s', (_, typed) => {
    const reference = newReference('TRT', AT);
    expect(parseReference(typed(reference))).toBe(reference);
  });

  it('are read without the letters ahead where it is known which these are', () => {
    const reference = newReference('TRT', AT);
    expect(parseReference(reference.slice(4), 'TRT')).toBe(reference);
    expect(parseReference(reference.slice(4))).toBeNull();
    expect(parseReference(reference.replace('TRT', 'CBI'), 'TRT')).toBe(reference.replace('TRT', 'CBI'));
  });

  it('show every single mistyped character', () => {
    const reference = newReference('TRT', AT);
    for (const at of [7, 8, 9, 10, 12, 13, 14, 15]) {
      const other = reference.charAt(at) === 'A' ? 'B' : 'A';
      expect(parseReference(reference.slice(0, at) + other + reference.slice(at + 1))).toBeNull();
    }
    expect(parseReference('nonsense')).toBeNull();
  });

  it('follow no sequence', () => {
    expect(new Set(Array.from({ length: 500 }, () => newReference('TRT', AT))).size).toBe(500);
  });
});
