import { openDataKey, type SealedDataKey } from './sealing.js';
import type { BoxKeyPair } from './x25519.js';

/**
 * Opens the data keys that are sealed to one holder, wherever the private key lies: in files of this process, or in a
 * key management service that never lets it out.
 */
export interface KeyHolderPort {
  /**
   * 32 bytes. Rejects by `DoesNotOpen` when it was sealed to somebody else or for another purpose, and by another error
   * when the service cannot be reached.
   */
  openDataKey(wrapped: SealedDataKey): Promise<Buffer>;
}

/** A holder whose key pairs are in memory, the current one first: the one that the sealed key names, or each in turn. */
export const heldInMemory = (pairs: () => readonly BoxKeyPair[]): KeyHolderPort => ({
  openDataKey: async ({ purpose, sealed, keyId }) => {
    const known = pairs();
    const named = known.filter(({ publicKey }) => publicKey.id === keyId);
    let failure: unknown = new Error('There is no key to open a data key with.');
    for (const pair of named.length > 0 ? named : known)
      try {
        return openDataKey(sealed, purpose, pair);
      } catch (error) {
        failure = error;
      }
    throw failure;
  },
});
