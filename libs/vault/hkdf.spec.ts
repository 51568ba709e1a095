import { hkdfSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hkdf } from './hkdf.js';

describe('a derived key', () => {
  it('is the one of RFC 5869, test case 1', () => {
    const secret = Buffer.alloc(22, 0x0b);
    const salt = Buffer.from('000102030405060708090a0b0c', 'hex');
    const info = Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex').toString('latin1');
    expect(
      Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from(info, 'latin1'), 42)).toString('hex'),
    ).toBe('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865');
  });

  it.each([
    [randomBytes(32), randomBytes(64), 'data-key:narrative'],
    [randomBytes(32), '', 'commitment:TRT-1|narrative'],
    ['01234567890123456789', randomBytes(32), 'receipt-key-pair'],
    [randomBytes(32), '', 'ทุจริต'],
  ])('is the one of Node.js', (secret, salt, info) => {
    expect(hkdf(secret, salt, info)).toEqual(Buffer.from(hkdfSync('sha256', secret, salt, info, 32)));
  });
});
