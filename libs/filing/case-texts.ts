import { createHash, randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { TextRef } from '#domain/complaint/command.js';
import type { Instant } from '#domain/time/instant.js';
import { insertSealedText, readSealedTexts, type SealedText } from '#persistence/sealed-text-store.js';
import { readWrappedKey } from '#persistence/wrapped-key-store.js';
import type { KeyHolderPort } from '#vault/key-holder.js';
import type { Keyring } from '#vault/keyring.js';
import type { KeyHolder, Purpose, Recipient } from '#vault/purpose.js';
import { openText, sealText } from '#vault/sealing.js';

/** Who opens: a holder, or whoever has the receipt code. */
export interface Opener {
  recipient: Recipient;
  holder: KeyHolderPort;
}

/** One of the agency's holders, in the process that has its key. */
export const openerOf = (keyring: Pick<Keyring, 'holder'>, recipient: KeyHolder): Opener => ({
  recipient,
  holder: keyring.holder(recipient),
});

export interface OpenedText extends TextRef {
  kind: string;
  author: string;
  createdAt: Instant;
  text: string;
}

type Place = Pick<SealedText, 'id' | 'reference' | 'purpose' | 'kind'>;

const placeOf = ({ reference, purpose, kind, id }: Place): string => `${reference}|${purpose}|${kind}|${id}`;

/** Seals a text to its case, purpose, kind and id. */
export function sealed(
  dataKey: Buffer,
  text: Omit<SealedText, 'id' | 'ciphertext' | 'hash'> & { id?: string },
  plaintext: string,
): SealedText {
  const place = { ...text, id: text.id ?? randomUUID() };
  const ciphertext = sealText(dataKey, placeOf(place), plaintext);
  return { ...place, ciphertext, hash: createHash('sha256').update(ciphertext).digest('hex') };
}

export const refOf = ({ id, hash }: SealedText): TextRef => ({ id, hash });

/** The case's data key of the purpose; null when the case has none, or it was destroyed. */
export async function caseDataKey(
  keys: DataSource,
  reference: string,
  purpose: Purpose,
  opener: Opener,
): Promise<Buffer | null> {
  const wrapped = await readWrappedKey(keys, reference, purpose, opener.recipient);
  return wrapped && opener.holder.openDataKey(wrapped);
}

/**
 * Seals and stores what somebody wrote about a case, for the command that will carry the reference. Throws when the
 * case has no key of that purpose for the opener.
 */
export async function storeText(
  databases: { manager: EntityManager; keys: DataSource },
  opener: Opener,
  text: Omit<SealedText, 'id' | 'ciphertext' | 'hash'> & { id?: string },
  plaintext: string,
): Promise<TextRef> {
  const dataKey = await caseDataKey(databases.keys, text.reference, text.purpose, opener);
  if (dataKey === null) throw new Error(`The case ${text.reference} has no ${text.purpose} key.`);
  const row = sealed(dataKey, text, plaintext);
  await insertSealedText(databases.manager, row);
  return refOf(row);
}

/** All texts of the case of that purpose, opened, oldest first; none when the key was destroyed. */
export async function readTexts(
  databases: { manager: EntityManager; keys: DataSource },
  opener: Opener,
  reference: string,
  purpose: Purpose,
): Promise<OpenedText[]> {
  const dataKey = await caseDataKey(databases.keys, reference, purpose, opener);
  return dataKey === null ? [] : openTexts(databases.manager, dataKey, reference, purpose);
}

/** As above, with the data key of the case and purpose at hand. */
export async function openTexts(
  manager: EntityManager,
  dataKey: Buffer,
  reference: string,
  purpose: Purpose,
): Promise<OpenedText[]> {
  const texts = await readSealedTexts(manager, reference, purpose);
  return texts.map((one) => ({
    id: one.id,
    hash: one.hash,
    kind: one.kind,
    author: one.author,
    createdAt: one.createdAt,
    text: openText(dataKey, placeOf(one), one.ciphertext),
  }));
}
