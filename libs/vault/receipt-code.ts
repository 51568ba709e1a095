import { createHmac, randomBytes } from 'node:crypto';
import { arabicDigits } from '#domain/thai/digits.js';
import { hkdf } from './hkdf.js';
import { keyPairOf, type BoxKeyPair } from './x25519.js';

const DIGITS = 20n;

/** 20 digits in groups of four. The bytes are 16 or more, so that the remainder favours no code. */
function toCode(bytes: Buffer): string {
  const digits = (BigInt(`0x${bytes.toString('hex')}`) % 10n ** DIGITS)
    .toString()
    .padStart(Number(DIGITS), '0');
  return digits.replace(/(.{4})(?=.)/g, '$1-');
}

const mac = (key: Buffer, use: string, text: string): Buffer =>
  createHmac('sha256', key).update(`${use}:${text}`).digest();

/** A random receipt code, e.g. `0123-4567-8901-2345-6789`. */
export const newReceiptCode = (): string => toCode(randomBytes(32));

/** The code that this request always gets, so that a retry gets the same answer. */
export const deriveReceiptCode = (key: Buffer, idempotencyKey: string, bodyHash: string): string =>
  toCode(mac(key, 'code', `${bodyHash}:${idempotencyKey}`));

/** The code's digits alone, whatever stands between them; Thai digits count as well. */
export const digitsOf = (code: string): string => arabicDigits(code.normalize('NFKC')).replace(/\D/g, '');

/** What the database keeps of a code: a keyed hash, 64 hex digits. */
export const receiptHash = (key: Buffer, code: string): string =>
  mac(key, 'hash', digitsOf(code)).toString('hex');

/** The key pair that the code opens a case's texts with. The server's key stands beside the code's 66 bits. */
export const receiptKeyPair = (key: Buffer, code: string): BoxKeyPair =>
  keyPairOf(hkdf(digitsOf(code), key, 'receipt-key-pair'));
