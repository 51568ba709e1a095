import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** An X25519 private key with its public half as 32 raw bytes. */
export interface BoxKeyPair {
  privateKey: KeyObject;
  publicKey: Buffer;
}

// JWK (RFC 8037) and not DER: OpenSSL takes half a millisecond to make out what a DER key is, for each filing.
const X25519 = { kty: 'OKP', crv: 'X25519' } as const;

export const rawPublicKey = (key: KeyObject): Buffer =>
  Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');

export const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: { ...X25519, x: raw.toString('base64url') }, format: 'jwk' });

/** The key pair of a 32-byte seed. Node derives the public half itself, so `x` may stay empty. */
export function keyPairOf(seed: Buffer): BoxKeyPair {
  const privateKey = createPrivateKey({
    key: { ...X25519, x: '', d: seed.toString('base64url') },
    format: 'jwk',
  });
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}
