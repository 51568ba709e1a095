import { createHmac, randomInt } from 'node:crypto';
import { hkdf } from '#vault/hkdf.js';

const CODES = 10;
/** Crockford's alphabet: nothing that is taken for something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 12;

const newCode = (): string => {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
};

/** Ten codes of 60 bits, to be shown once: `7K3Q-9M2X-0ABC`. */
export const newRecoveryCodes = (): string[] => Array.from({ length: CODES }, newCode);

const canonical = (code: string): string =>
  code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** As it is kept: under a key made of the person's own second factor, which is sealed and changes with it. */
export const recoveryDigest = (secondFactor: string, staff: string, code: string): Buffer =>
  createHmac('sha256', hkdf(secondFactor, staff, 'recovery-codes'))
    .update(canonical(code))
    .digest();
