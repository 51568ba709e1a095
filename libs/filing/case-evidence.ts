import type { DataSource } from 'typeorm';
import { Refusal } from '#domain/complaint/refusal.js';
import { placeOf, type StoredFile } from '#evidence/receive-file.js';
import type { MediaType } from '#evidence/media-type.js';
import type { EvidenceRow } from '#persistence/evidence-store.js';
import { type FileKeyring, readFileKeys, type WrappedFileKey } from '#persistence/evidence-key-store.js';
import { openBytes, openText, sealDataKey, sealText } from '#vault/sealing.js';
import type { BoxPublicKey } from '#vault/x25519.js';
import { caseDataKey, type Opener } from './case-texts.js';

/** What only those who may open a file may know of it. */
export interface AboutFile {
  name: string;
  type: MediaType;
  /** Bytes of the safe copy. */
  size: number;
  /** SHA-256 (hex) of the file as it came. */
  digest: string;
}

/** A file of a case with what its key opens; `about` is null where the key was destroyed. */
export interface OpenedEvidence extends EvidenceRow {
  key: Buffer | null;
  file: AboutFile | null;
}

const aboutPlace = (id: string): string => `${placeOf(id)}|about`;
const keyPlace = (reference: string, id: string): string => `${reference}|${placeOf(id)}|key`;

export const sealAbout = ({ id, key, name, type, size, digest }: StoredFile): Buffer =>
  sealText(key, aboutPlace(id), JSON.stringify({ name, type, size, digest } satisfies AboutFile));

/**
 * The keys of a file: that of the safe copy under one of the case's keys, that of the original to the custodian and,
 * where the file is the complainant's, to the receipt code.
 */
export function wrapFileKeys(
  { id, key, original }: Pick<StoredFile, 'id' | 'key'> & { original: { key: Buffer } | null },
  reference: string,
  under: { name: FileKeyring; key: Buffer },
  publicKeys: { custodian: BoxPublicKey; receipt?: BoxPublicKey },
): WrappedFileKey[] {
  const safe: WrappedFileKey = {
    purpose: `evidence:${id}`,
    recipient: under.name,
    keyId: under.name,
    sealed: sealText(under.key, keyPlace(reference, id), key),
  };
  if (original === null) return [safe];
  const recipients = Object.entries(publicKeys) as ['custodian' | 'receipt', BoxPublicKey][];
  return [
    safe,
    ...recipients.map(([recipient, publicKey]) => ({
      ...sealDataKey(original.key, `original:${id}`, publicKey),
      recipient,
    })),
  ];
}

/** The case's key under which the keys of such files lie. Throws the refusal `AlreadyDestroyed` where it was. */
export async function fileKeyringOf(
  keys: DataSource,
  reference: string,
  name: FileKeyring,
  opener: Opener,
): Promise<{ name: FileKeyring; key: Buffer }> {
  const key = await caseDataKey(keys, reference, name, opener);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
  if (key === null) throw new Refusal('AlreadyDestroyed');
  return { name, key };
}

/** The rows of a case with what they hold, opened. */
export async function openEvidence(
  keys: DataSource,
  reference: string,
  opener: Opener,
  rows: readonly EvidenceRow[],
): Promise<OpenedEvidence[]> {
  if (rows.length === 0) return [];
  const wrapped = await readFileKeys(keys, reference);
  const used = new Set([...wrapped.values()].map(({ under }) => under));
  const caseKeys = new Map<FileKeyring, Buffer | null>();
  for (const name of used) caseKeys.set(name, await caseDataKey(keys, reference, name, opener));
  return rows.map((row) => {
    const wrappedKey = wrapped.get(row.id);
    const caseKey = wrappedKey && caseKeys.get(wrappedKey.under);
    if (!caseKey || row.about === null) return { ...row, key: null, file: null };
    const key = openBytes(caseKey, keyPlace(reference, row.id), wrappedKey.sealed);
    return { ...row, key, file: JSON.parse(openText(key, aboutPlace(row.id), row.about)) as AboutFile };
  });
}
