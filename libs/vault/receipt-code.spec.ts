import { describe, expect, it } from '@jest/globals';
import { deriveReceiptCode, newReceiptCode, receiptHash, receiptKeyPair } from './receipt-code.js';

const key = Buffer.alloc(32, 1);

describe('receipt codes', () => {
  it('have twenty digits in groups of four, each its own', () => {
    const codes = Array.from({ length: 200 }, newReceiptCode);
    for (const code of codes) expect(code).toMatch(/^\d{4}(-\d{4}){4}$/);
    expect(new Set(codes).size).toBe(200);
  });

  it('are the same for the same idempotency key and body, and for nothing else', () => {
    const code = deriveReceiptCode(key, 'request', 'body');
    expect(deriveReceiptCode(key, 'request', 'body')).toBe(code);
    expect(deriveReceiptCode(key, 'request', 'other')).not.toBe(code);
    expect(deriveReceiptCode(key, 'other', 'body')).not.toBe(code);
    expect(deriveReceiptCode(Buffer.alloc(32, 2), 'request', 'body')).not.toBe(code);
  });

  it('are known however they are typed', () => {
    const asGiven = receiptHash(key, '0123-4567-8901-2345-6789');
    for (const typed of ['01234567890123456789', ' 0123 4567 8901 2345 6789', '๐๑๒๓-๔๕๖๗-๘๙๐๑-๒๓๔๕-๖๗๘๙'])
      expect(receiptHash(key, typed)).toBe(asGiven);
    expect(receiptKeyPair(key, '01234567890123456789').publicKey.raw).toEqual(
      receiptKeyPair(key, '0123-4567-8901-2345-6789').publicKey.raw,
    );
  });
});
