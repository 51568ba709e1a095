import { describe, expect, it } from '@jest/globals';
import { isNationalId } from './national-id.js';

describe('a national ID', () => {
  it('has thirteen digits of which the last one checks the others', () => {
    expect(isNationalId('1234567890121')).toBe(true);
    for (const wrong of [
      '1234567890122',
      '2134567890121',
      '123456789012',
      '12345678901210',
      '123456789012x',
      '',
    ])
      expect(isNationalId(wrong)).toBe(false);
  });
});
