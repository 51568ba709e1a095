import { describe, expect, it } from '@jest/globals';
import { arabicDigits } from './digits.js';

describe('Thai digits', () => {
  it('become Arabic ones, and nothing else of the text changes', () => {
    expect(arabicDigits('๐๑๒๓๔๕๖๗๘๙ 0-9 ก๏๚')).toBe('0123456789 0-9 ก๏๚');
  });
});
