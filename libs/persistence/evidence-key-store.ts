import type { DataSource } from 'typeorm';
import { type BoxPublicKey, boxPublicKey, publicKeyOf } from '#vault/x25519.js';

/** The key of a case under which the keys of its files lie: the complainant's files, and the agency's own. */
export type FileKeyring = 'narrative' | 'internal';

/** A file's key as wrapped for somebody: under one of the case's keys, or to the public key of a recipient. */
export interface WrappedFileKey {
  purpose: `evidence:${string}` | `original:${string}`;
  recipient: FileKeyring | 'custodian' | 'receipt';
  /** The name of the public key; of a key under another, what that one is for. */
  keyId: string;
  sealed: Buffer;
}

/** Keeps them beside the case's own keys, so that they are destroyed with them. */
export async function insertFileKeys(
  keys: DataSource,
  reference: string,
  wrapped: readonly WrappedFileKey[],
): Promise<void> {
  await keys.query(
    `INSERT INTO wrapped_key (reference, purpose, recipient, sealed, key_id)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bytea[], $5::text[])`,
    [
      reference,
      wrapped.map(({ purpose }) => purpose),
      wrapped.map(({ recipient }) => recipient),
      wrapped.map(({ sealed }) => sealed),
      wrapped.map(({ keyId }) => keyId),
    ],
  );
}

/** The keys of a case's files as they lie under its own keys, by the file's id. */
export async function readFileKeys(
  keys: DataSource,
  reference: string,
): Promise<Map<string, { under: FileKeyring; sealed: Buffer }>> {
  const rows: { purpose: string; under: FileKeyring; sealed: Buffer }[] = await keys.query(
    `SELECT purpose, recipient AS under, sealed FROM wrapped_key
     WHERE reference = $1 AND purpose LIKE 'evidence:%'`,
    [reference],
  );
  return new Map(rows.map(({ purpose, ...key }) => [purpose.slice('evidence:'.length), key]));
}

export async function removeFileKeys(keys: DataSource, ids: readonly string[]): Promise<void> {
  await keys.query(`DELETE FROM wrapped_key WHERE purpose = ANY($1::text[])`, [
    ids.flatMap((id) => [`evidence:${id}`, `original:${id}`]),
  ]);
}

/** The public key that the case's receipt code derives. Throws where it was destroyed. */
export async function readReceiptPublicKey(keys: DataSource, reference: string): Promise<BoxPublicKey> {
  const rows: { publicKey: Buffer }[] = await keys.query(
    `SELECT public_key AS "publicKey" FROM receipt_public_key WHERE reference = $1`,
    [reference],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`The case ${reference} has no public key of a receipt code.`);
  return boxPublicKey(publicKeyOf(row.publicKey));
}
