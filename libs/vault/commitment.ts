import { createHmac, timingSafeEqual } from 'node:crypto';
import { hkdf } from './hkdf.js';

/**
 * A commitment to a text (hex) for the ledger. Its salt comes from the data key: destroying the key leaves a
 * number that says nothing, while the chain stays whole.
 */
export function commitment(dataKey: Buffer, place: string, plaintext: string): string {
  const salt = hkdf(dataKey, '', `commitment:${place}`);
  return createHmac('sha256', salt).update(plaintext).digest('hex');
}

/** Whether the text is the one that was committed to. */
export const isCommittedTo = (
  committed: string,
  dataKey: Buffer,
  place: string,
  plaintext: string,
): boolean => {
  const expected = Buffer.from(commitment(dataKey, place, plaintext), 'hex');
  const given = Buffer.from(committed, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
};
