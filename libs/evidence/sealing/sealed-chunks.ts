import { createCipheriv, createDecipheriv } from 'node:crypto';

/** Bytes of plaintext in each chunk but the last, which may have fewer, also none. */
export const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

/**
 * Where a sealed file belongs: `place` says whose it is, `key` (32 bytes) seals this one file and nothing else ever,
 * which is what lets the chunk's number be its nonce (STREAM, Hoang et al. 2015).
 */
export interface FileSeal {
  key: Buffer;
  place: string;
}

/** The chunk's number and whether it is the last: no chunk can be moved, left out or cut off. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(index), 0);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** The chunk encrypted with AES-256-GCM, its tag behind it. */
export function sealChunk({ key, place }: FileSeal, index: number, isLast: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, isLast)).setAAD(Buffer.from(place));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The chunk's plaintext; throws when key, place, number, position or a single bit is another. */
export function openChunk({ key, place }: FileSeal, index: number, isLast: boolean, sealed: Buffer): Buffer {
  if (sealed.length < TAG_BYTES) throw new Error('A sealed file ends before its last chunk.');
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, isLast), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(0, end)), decipher.final()]);
}
