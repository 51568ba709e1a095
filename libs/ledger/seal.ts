import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes an entry's seal of its hash (both hex). */
export type Seal = (hash: string) => string;

/**
 * HMAC-SHA-256 under a key that lies outside the database (`ledger-seal`, 32 bytes): whoever can only write SQL cannot
 * append an entry that passes for ours, not even in the minute before the heads are signed.
 */
export function ledgerSeal(keyring: { secret(name: 'ledger-seal'): Buffer }): Seal {
  const key = keyring.secret('ledger-seal');
  return (hash) => createHmac('sha256', key).update(hash).digest('hex');
}

export const isSealed = ({ hash, seal }: { hash: string; seal: string }, sealOf: Seal): boolean => {
  const [expected, given] = [Buffer.from(sealOf(hash)), Buffer.from(seal)];
  return given.length === expected.length && timingSafeEqual(given, expected);
};
