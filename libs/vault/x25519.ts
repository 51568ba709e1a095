import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';

/** An X25519 private key with its public half as 32 raw bytes. */
export interface BoxKeyPair {
  privateKey: KeyObject;
  publicKey: Buffer;
}

/** The fixed beginnings of an X25519 key in DER (RFC 8410); the 32 raw bytes follow. */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');

export const rawPublicKey = (key: KeyObject): Buffer =>
  key.export({ type: 'spki', format: 'der' }).subarray(SPKI.length);

export const publicKeyOf = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });

/** The key pair of a 32-byte seed. */
export function keyPairOf(seed: Buffer): BoxKeyPair {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}
