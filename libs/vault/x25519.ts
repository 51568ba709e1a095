import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { keyIdOf, rawPublicKey } from './key-id.js';

/** An X25519 public key as OpenSSL has it, made once, as its 32 bytes, and the name of those. */
export interface BoxPublicKey {
  key: KeyObject;
  raw: Buffer;
  id: string;
}

export interface BoxKeyPair {
  privateKey: KeyObject;
  publicKey: BoxPublicKey;
}

// JWK (RFC 8037) and not DER: OpenSSL takes half a millisecond to make out what a DER key is, for each filing.
const X25519 = { kty: 'OKP', crv: 'X25519' } as const;

export function boxPublicKey(key: KeyObject): BoxPublicKey {
  const raw = rawPublicKey(key);
  return { key, raw, id: keyIdOf(raw) };
}

export const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { ...X25519, x: raw.toString('base64url') }, format: 'jwk' });

/** The key pair of a 32-byte seed. Node derives the public half itself, so `x` may stay empty. */
export function keyPairOf(seed: Buffer): BoxKeyPair {
  const privateKey = createPrivateKey({
    key: { ...X25519, x: '', d: seed.toString('base64url') },
    format: 'jwk',
  });
  return { privateKey, publicKey: boxPublicKey(createPublicKey(privateKey)) };
}
