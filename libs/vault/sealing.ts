import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import type { IdentityMode } from '#domain/complaint/complaint-event.js';
import { DoesNotOpen } from './does-not-open.js';
import { hkdf } from './hkdf.js';
import { recipientsOf, type KeyHolder, type Purpose, type Recipient } from './purpose.js';
import { boxPublicKey, publicKeyOf, type BoxKeyPair, type BoxPublicKey } from './x25519.js';

/** What a sealed key opens: a case's texts of a purpose, one file as it came, or texts on the terms of a grant. */
export type KeyPurpose = Purpose | `original:${string}` | `grant:${string}`;

/** A data key as sealed to one public key. */
export interface SealedDataKey {
  purpose: KeyPurpose;
  /** The name of the public key (`keyIdOf`). */
  keyId: string;
  sealed: Buffer;
}

/** A data key as sealed to one recipient. */
export interface WrappedKey extends SealedDataKey {
  purpose: Purpose;
  recipient: Recipient;
}

export interface NewDataKeys {
  /** 32 bytes each; to be forgotten after the filing. */
  dataKeys: Partial<Record<Purpose, Buffer>>;
  wrapped: WrappedKey[];
}

const IV_BYTES = 12;
const TAG_BYTES = 16;
const PUBLIC_KEY_BYTES = 32;

/** Encrypts with AES-256-GCM: iv, tag, ciphertext. `aad` binds it to its place; it opens nowhere else. */
export function sealText(key: Buffer, aad: string, plaintext: string | Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(aad));
  const body = Buffer.concat([
    typeof plaintext === 'string' ? cipher.update(plaintext, 'utf8') : cipher.update(plaintext),
    cipher.final(),
  ]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** The plaintext bytes; throws when the key, the place or a single bit is another. */
export function openBytes(key: Buffer, aad: string, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}

export const openText = (key: Buffer, aad: string, sealed: Buffer): string =>
  openBytes(key, aad, sealed).toString('utf8');

/** The key that wraps one purpose's data key between these two public keys. */
const wrappingKey = (shared: Buffer, ephemeral: Buffer, recipient: Buffer, purpose: KeyPurpose): Buffer =>
  hkdf(shared, Buffer.concat([ephemeral, recipient]), `data-key:${purpose}`);

/**
 * Makes a data key for each purpose and seals it to whoever may open it (X25519, HKDF-SHA-256, AES-256-GCM). One
 * ephemeral key serves the whole case: its wrapping keys differ by recipient and purpose, and it is forgotten here.
 */
export function newDataKeys(
  mode: IdentityMode,
  purposes: readonly Purpose[],
  publics: Record<KeyHolder, BoxPublicKey>,
  receiptPublicKey: BoxPublicKey,
): NewDataKeys {
  const ephemeral = generateKeyPairSync('x25519');
  const ephemeralPublic = boxPublicKey(ephemeral.publicKey).raw;
  const secrets = new Map<Recipient, Buffer>();
  const publicOf = (recipient: Recipient): BoxPublicKey =>
    recipient === 'receipt' ? receiptPublicKey : publics[recipient];
  const sharedWith = (recipient: Recipient): Buffer => {
    const known = secrets.get(recipient);
    if (known !== undefined) return known;
    const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: publicOf(recipient).key });
    secrets.set(recipient, shared);
    return shared;
  };

  const keys = purposes.map((purpose) => ({ purpose, dataKey: randomBytes(32) }));
  const wrapped = keys.flatMap(({ purpose, dataKey }) =>
    recipientsOf(purpose, mode).map((recipient): WrappedKey => {
      const key = wrappingKey(sharedWith(recipient), ephemeralPublic, publicOf(recipient).raw, purpose);
      return {
        purpose,
        recipient,
        keyId: publicOf(recipient).id,
        sealed: Buffer.concat([ephemeralPublic, sealText(key, purpose, dataKey)]),
      };
    }),
  );
  return { dataKeys: Object.fromEntries(keys.map(({ purpose, dataKey }) => [purpose, dataKey])), wrapped };
}

/** Opens a sealed data key; throws `DoesNotOpen` when it was sealed to somebody else or for another purpose. */
export function openDataKey(
  sealed: Buffer,
  purpose: KeyPurpose,
  { privateKey, publicKey }: BoxKeyPair,
): Buffer {
  const ephemeralPublic = sealed.subarray(0, PUBLIC_KEY_BYTES);
  try {
    const shared = diffieHellman({ privateKey, publicKey: publicKeyOf(ephemeralPublic) });
    const key = wrappingKey(shared, ephemeralPublic, publicKey.raw, purpose);
    return openBytes(key, purpose, sealed.subarray(PUBLIC_KEY_BYTES));
  } catch (cause) {
    throw new DoesNotOpen('The data key does not open with this key.', { cause });
  }
}

/** Seals a data key to one public key, with an ephemeral key of its own. */
export function sealDataKey<P extends KeyPurpose>(
  dataKey: Buffer,
  purpose: P,
  to: BoxPublicKey,
): SealedDataKey & { purpose: P } {
  const ephemeral = generateKeyPairSync('x25519');
  const ephemeralPublic = boxPublicKey(ephemeral.publicKey).raw;
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: to.key });
  const key = wrappingKey(shared, ephemeralPublic, to.raw, purpose);
  return { purpose, keyId: to.id, sealed: Buffer.concat([ephemeralPublic, sealText(key, purpose, dataKey)]) };
}
