import type { DataSource } from 'typeorm';
import type { Purpose, Recipient } from '#vault/purpose.js';
import type { SealedDataKey, WrappedKey } from '#vault/sealing.js';

/** Stores a case's data keys, each sealed to its recipients, and the public key that its receipt code derives. */
export async function insertWrappedKeys(
  keys: DataSource,
  reference: string,
  wrapped: readonly WrappedKey[],
  receiptPublicKey: Buffer,
): Promise<void> {
  await keys.query(
    `WITH receipt AS (INSERT INTO receipt_public_key (reference, public_key) VALUES ($1, $2))
     INSERT INTO wrapped_key (reference, purpose, recipient, sealed, key_id)
     SELECT $1, * FROM unnest($3::text[], $4::text[], $5::bytea[], $6::text[])`,
    [
      reference,
      receiptPublicKey,
      wrapped.map(({ purpose }) => purpose),
      wrapped.map(({ recipient }) => recipient),
      wrapped.map(({ sealed }) => sealed),
      wrapped.map(({ keyId }) => keyId),
    ],
  );
}

/** The case's data key of that purpose as sealed to the recipient; null when it has none, or it was destroyed. */
export async function readWrappedKey(
  keys: DataSource,
  reference: string,
  purpose: Purpose,
  recipient: Recipient,
): Promise<SealedDataKey | null> {
  const rows: SealedDataKey[] = await keys.query(
    `SELECT purpose, sealed, key_id AS "keyId" FROM wrapped_key WHERE reference = $1 AND purpose = $2 AND recipient = $3`,
    [reference, purpose, recipient],
  );
  return rows[0] ?? null;
}

/** Removes the keys of a filing that came to nothing. */
export async function removeWrappedKeys(keys: DataSource, reference: string): Promise<void> {
  await keys.query(
    `WITH receipt AS (DELETE FROM receipt_public_key WHERE reference = $1)
    DELETE FROM wrapped_key WHERE reference = $1`,
    [reference],
  );
}
