import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { isKeyHolder, isSecret, type KeyName } from './key-names.js';

/** A private key as PKCS #8 PEM, or 32 random bytes of a secret as base64. */
export function newKey(name: KeyName): string {
  if (isSecret(name)) return randomBytes(32).toString('base64');
  const { privateKey } = isKeyHolder(name) ? generateKeyPairSync('x25519') : generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The public half of a private key, SPKI PEM. */
export const publicHalf = (privateKey: string): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
