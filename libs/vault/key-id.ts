import { createHash, type KeyObject } from 'node:crypto';

/** The name of a key: the first 16 hex digits of the SHA-256 of a secret, or of a public key's 32 bytes. */
export const keyIdOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** The 32 bytes of an X25519 or Ed25519 public key. */
export const rawPublicKey = (key: KeyObject): Buffer =>
  Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
