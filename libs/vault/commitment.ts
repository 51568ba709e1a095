import { createHmac, timingSafeEqual } from 'node:crypto';
import { hkdf } from './hkdf.js';

/**
 * A commitment to a text (hex) for the ledger. Its salt comes from the data key: destroying the key leaves a
 * number that says nothing, while the chain stays whole.
 */
export const commitment = (dataKey: Buffer, place: string, plaintext: string): string =>
  createHmac('sha256', commitmentSalt(dataKey, place)).update(plaintext).digest('hex');

/** 32 bytes with which anybody can check the commitment to a text they have, and nothing else. */
export const commitmentSalt = (dataKey: Buffer, place: string): Buffer =>
  hkdf(dataKey, '', `commitment:${place}`);

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
