import type { KeyHolderPort } from './key-holder.js';
import { sealDataKey, type SealedDataKey } from './sealing.js';
import type { BoxPublicKey } from './x25519.js';

/** The data key sealed anew, by whoever can open it, to another public key. Rejects as `openDataKey` does. */
export const resealDataKey = async (
  wrapped: SealedDataKey,
  from: KeyHolderPort,
  to: BoxPublicKey,
): Promise<SealedDataKey> => sealDataKey(await from.openDataKey(wrapped), wrapped.purpose, to);
