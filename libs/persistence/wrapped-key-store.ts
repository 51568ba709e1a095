import type { DataSource } from 'typeorm';
import type { Purpose, Recipient } from '#vault/purpose.js';
import type { SealedDataKey, WrappedKey } from '#vault/sealing.js';
import type { WrappedFileKey } from './evidence-key-store.js';

/** Stores a case's data keys, each sealed to its recipients, and the public key that its receipt code derives. */
export async function insertWrappedKeys(
  keys: DataSource,
  reference: string,
  wrapped: readonly (WrappedKey | WrappedFileKey)[],
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

/** Stores one more data key of a case that has its narrative's; one of that purpose and recipient stays. */
export async function insertMissingWrappedKey(
  keys: DataSource,
  reference: string,
  { purpose, recipient, sealed, keyId }: WrappedKey,
): Promise<void> {
  await keys.query(
    `INSERT INTO wrapped_key (reference, purpose, recipient, sealed, key_id)
     SELECT reference, $2, $3, $4, $5 FROM wrapped_key
     WHERE reference = $1 AND purpose = 'narrative' AND recipient = 'casework' ON CONFLICT DO NOTHING`,
    [reference, purpose, recipient, sealed, keyId],
  );
}

/** The case's data key of that purpose as sealed to the recipient; null when it has none, or it was destroyed. */
export async function readWrappedKey(
  keys: DataSource,
  reference: string,
  purpose: Purpose | `original:${string}`,
  recipient: Recipient,
): Promise<SealedDataKey | null> {
  const rows: SealedDataKey[] = await keys.query(
    `SELECT purpose, sealed, key_id AS "keyId" FROM wrapped_key WHERE reference = $1 AND purpose = $2 AND recipient = $3`,
    [reference, purpose, recipient],
  );
  return rows[0] ?? null;
}

/** Takes the case's data key of that purpose from these recipients; others still open with it. */
export async function removeWrappedKeysFor(
  keys: DataSource,
  reference: string,
  purpose: Purpose,
  recipients: readonly Recipient[],
): Promise<void> {
  await keys.query(
    `DELETE FROM wrapped_key WHERE reference = $1 AND purpose = $2 AND recipient = ANY($3::text[])`,
    [reference, purpose, recipients],
  );
  await keys.query('VACUUM wrapped_key');
}

/** Removes the keys of a filing that came to nothing. */
export async function removeWrappedKeys(keys: DataSource, reference: string): Promise<void> {
  await keys.query(
    `WITH receipt AS (DELETE FROM receipt_public_key WHERE reference = $1)
    DELETE FROM wrapped_key WHERE reference = $1`,
    [reference],
  );
}

/**
 * Destroys the case's data keys of these purposes, for every recipient, and with them all grants to read it. What was
 * sealed with them opens for nobody any more, files with the narrative, nor in any copy of the main database. Rows that were deleted lie in the
 * files of the keys database until it has been vacuumed, and in its own backups: see docs/deployment.md.
 */
export async function destroyCaseKeys(
  keys: DataSource,
  reference: string,
  purposes: readonly Purpose[],
): Promise<void> {
  await keys.query(
    `WITH granted AS (DELETE FROM identity_grant WHERE reference = $1 AND purpose = ANY($2::text[]))
     DELETE FROM wrapped_key WHERE reference = $1 AND (purpose = ANY($2::text[])
       OR ('narrative' = ANY($2::text[]) AND purpose ~ '^(evidence|original):'))`,
    [reference, purposes],
  );
  await keys.query('VACUUM wrapped_key, identity_grant');
}
