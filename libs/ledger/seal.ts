import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes an entry's seal of its hash (both hex), by the current key. */
export interface Seal {
  (hash: string): string;
  /** Which of the known keys made this seal of this hash, 0 for the current one; -1: none of them. */
  madeBy(hash: string, seal: string): number;
}

/**
 * HMAC-SHA-256 under a key that lies outside the database (`ledger-seal`, 32 bytes): whoever can only write SQL cannot
 * append an entry that passes for ours, not even in the minute before the heads are signed.
 */
export function ledgerSeal(keyring: { secrets(name: 'ledger-seal'): readonly Buffer[] }): Seal {
  const made = (key: Buffer | undefined, hash: string): string =>
    createHmac('sha256', key ?? '')
      .update(hash)
      .digest('hex');
  const sealOf = (hash: string): string => made(keyring.secrets('ledger-seal')[0], hash);
  const madeBy = (hash: string, seal: string): number =>
    keyring.secrets('ledger-seal').findIndex((key) => {
      const [expected, given] = [Buffer.from(made(key, hash)), Buffer.from(seal)];
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  return Object.assign(sealOf, { madeBy });
}

export const isSealed = ({ hash, seal }: { hash: string; seal: string }, sealOf: Seal): boolean =>
  sealOf.madeBy(hash, seal) >= 0;
