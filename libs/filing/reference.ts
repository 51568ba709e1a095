import { randomBytes } from 'node:crypto';
import { dateOf, type Instant } from '#domain/time/instant.js';
import { buddhistYear } from '#domain/time/fiscal-year.js';
import { arabicDigits } from '#domain/thai/digits.js';
import { base32, CROCKFORD } from '#vault/base32.js';

const RANDOM_LENGTH = 7;

/** Luhn's check over base 32: finds every single wrong character and nearly every pair that changed places. */
function checkCharacter(text: string): string {
  const size = CROCKFORD.length;
  const sum = Array.from(text)
    .reverse()
    .reduce((total, character, index) => {
      const addend = CROCKFORD.indexOf(character) * (index % 2 === 0 ? 2 : 1);
      return total + Math.floor(addend / size) + (addend % size);
    }, 0);
  return CROCKFORD.charAt((size - (sum % size)) % size);
}

/** A random reference such as `TRT-69-7K3Q-9M2X`: prefix, Buddhist-era year, seven random characters, a check. */
export function newReference(prefix: string, at: Instant): string {
  const random = base32(randomBytes(5), RANDOM_LENGTH);
  const code = random + checkCharacter(random);
  return `${prefix}-${buddhistYear(dateOf(at)) % 100}-${code.slice(0, 4)}-${code.slice(4)}`;
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const DASH = /[\p{Pd}\u2212]/gu;

const plainly = (typed: string): string =>
  arabicDigits(typed.normalize('NFKC')).replace(INVISIBLE, '').replace(DASH, '-').trim().toUpperCase();

/**
 * The reference as it was given out, however it was typed: with Thai digits, other dashes, or none. `usual`: the letters
 * ahead of it where none were typed. Null when its check character says that it is mistyped.
 */
export function parseReference(typed: string, usual?: string): string | null {
  const found = /^([A-Z]{2,5})?[\s-]*(\d{2})[\s-]*([0-9A-Z]{4})[\s-]*([0-9A-Z]{4})$/.exec(plainly(typed));
  if (found === null) return null;
  const [, prefix = usual, year, first = '', second = ''] = found;
  if (prefix === undefined) return null;
  const code = (first + second).replaceAll('O', '0').replace(/[IL]/g, '1');
  if (checkCharacter(code.slice(0, RANDOM_LENGTH)) !== code.slice(RANDOM_LENGTH)) return null;
  return `${prefix}-${year}-${code.slice(0, 4)}-${code.slice(4)}`;
}
