/** Crockford's alphabet: no I, L, O or U, so that a code read aloud or by hand is not mistaken. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Five bits a character, `length` characters from the beginning of the bytes. */
export function base32(bytes: Buffer, length: number): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const total = BigInt(bytes.length * 8);
  return Array.from({ length }, (_, index) =>
    CROCKFORD.charAt(Number((bits >> (total - BigInt(5 * (index + 1)))) & 31n)),
  ).join('');
}
