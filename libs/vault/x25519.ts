import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** An X25519 public key as OpenSSL has it, made once, and as its 32 bytes. */
export interface BoxPublicKey {
  key: KeyObject;
  raw: Buffer;
}

export interface BoxKeyPair {
  privateKey: KeyObject;
  publicKey: BoxPublicKey;
}

// JWK (RFC 8037) and not DER: OpenSSL takes half a millisecond to make out what a DER key is, for each filing.
const X25519 = { kty: 'OKP', crv: 'X25519' } as const;

export const boxPublicKey = (key: KeyObject): BoxPublicKey => ({
  key,
  raw: Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'),
});

/** The name of a public key: the first 16 hex digits of its SHA-256. */
export const keyIdOf = ({ raw }: BoxPublicKey): string =>
  createHash('sha256').update(raw).digest('hex').slice(0, 16);

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
