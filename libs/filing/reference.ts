import { randomBytes } from 'node:crypto';
import { dateOf, type Instant } from '#domain/time/instant.js';
import { buddhistYear } from '#domain/time/fiscal-year.js';
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

/** The reference as it was given out, however it was typed; null when its check character says that it is mistyped. */
export function parseReference(typed: string): string | null {
  const found = /^([A-Z]{2,5})[\s-]*(\d{2})[\s-]*([0-9A-Z]{4})[\s-]*([0-9A-Z]{4})$/.exec(
    typed.trim().toUpperCase(),
  );
  if (found === null) return null;
  const [, prefix, year, first = '', second = ''] = found;
  const code = (first + second).replaceAll('O', '0').replace(/[IL]/g, '1');
  if (checkCharacter(code.slice(0, RANDOM_LENGTH)) !== code.slice(RANDOM_LENGTH)) return null;
  return `${prefix}-${year}-${code.slice(0, 4)}-${code.slice(4)}`;
}
