import { createHash, randomBytes } from 'node:crypto';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import { FileRefused } from './checking/file-fault.js';
import { sniff } from './checking/sniff.js';
import { cleanFile } from './cleaning/clean-file.js';
import type { EvidenceRoom } from './evidence-room.js';
import { safeName } from './file-name.js';
import { MEDIA_TYPES, type MediaType } from './media-type.js';
import { sealing } from './sealing/sealed-stream.js';
import type { Spool } from './spool.js';
import type { EvidenceStorage } from './storage/evidence-storage.js';

/** A file that has been checked and lies sealed in the storage; its keys (32 bytes each) are the caller's to wrap. */
export interface StoredFile extends Omit<EvidenceRef, 'kilobytes'> {
  /** As it is shown: safe. */
  name: string;
  type: MediaType;
  /** Bytes of the safe copy, and of all that was stored. */
  size: number;
  storedBytes: number;
  /** SHA-256 (hex) of the file as it came. */
  digest: string;
  key: Buffer;
  original: { key: Buffer; hash: string } | null;
}

export interface Wanted {
  id: string;
  /** As the sender's machine called it. */
  name: string;
  keepsOriginal: boolean;
  /** Refused (`not-cleaned`) where what is known about it cannot be removed. */
  onlyCleaned?: boolean;
}

export const placeOf = (id: string): string => `evidence|${id}`;
export const originalOf = (id: string): string => `${id}.original`;
export const originalPlaceOf = (id: string): string => `evidence|${id}|original`;

/** Stores the stream sealed; returns the key of its own and the SHA-256 (hex) of the ciphertext. */
async function store(
  storage: EvidenceStorage,
  { id, place }: { id: string; place: string },
  plain: Readable,
): Promise<{ key: Buffer; hash: string }> {
  const key = randomBytes(32);
  const hash = createHash('sha256');
  const sealed = new PassThrough();
  sealed.on('data', (piece: Buffer) => hash.update(piece));
  sealed.pause();
  const flown = pipeline(plain, sealing({ key, place }), sealed);
  await Promise.all([flown, storage.write(id, sealed)]);
  return { key, hash: hash.digest('hex') };
}

/**
 * Checks what has arrived, cleans it and stores it sealed. Throws `FileRefused`, and whatever the storage throws;
 * nothing stays in the storage then. The spool is the caller's to close.
 */
export async function receiveFile(spool: Spool, wanted: Wanted, room: EvidenceRoom): Promise<StoredFile> {
  const { id, name } = wanted;
  const type = await sniff(spool);
  const scanned = room.scan === null ? 'unscanned' : await room.scan(spool.stream());
  const isQuarantined = scanned === 'infected';
  // What is harmful is kept as it came, for whoever has to prove it, and nobody's program is let near it.
  const cleaned = isQuarantined ? null : await cleanFile(spool, type, room);
  try {
    if (cleaned === null && wanted.onlyCleaned) throw new FileRefused('not-cleaned');
    const copy = cleaned ?? spool;
    const safe = await store(room.storage, { id, place: placeOf(id) }, copy.stream());
    const isAltered = copy !== spool;
    const original =
      wanted.keepsOriginal && isAltered
        ? await store(room.storage, { id: originalOf(id), place: originalPlaceOf(id) }, spool.stream())
        : null;
    return {
      id,
      name: safeName(name, type),
      type,
      kind: MEDIA_TYPES[type].kind,
      size: copy.size,
      storedBytes: copy.size + (original === null ? 0 : spool.size),
      digest: spool.digest,
      ...safe,
      original,
      isCleaned: cleaned !== null,
      isScanned: scanned !== 'unscanned',
      hasOriginal: original !== null,
      isQuarantined,
    };
  } catch (error) {
    await Promise.all([room.storage.remove(id), room.storage.remove(originalOf(id))]);
    throw error;
  } finally {
    if (cleaned !== null && cleaned !== spool) await cleaned.close();
  }
}

/** The file as the ledger knows it. */
export const evidenceRef = (file: StoredFile): EvidenceRef => ({
  id: file.id,
  hash: file.hash,
  kilobytes: Math.ceil(file.size / 1_024),
  kind: file.kind,
  isCleaned: file.isCleaned,
  isScanned: file.isScanned,
  hasOriginal: file.hasOriginal,
  isQuarantined: file.isQuarantined,
});
