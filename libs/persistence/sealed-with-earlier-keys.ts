import type { DataSource } from 'typeorm';
import { grantPurpose, type GrantTerms } from '#vault/grant.js';
import type { KeyHolder } from '#vault/purpose.js';
import type { SealedDataKey } from '#vault/sealing.js';

/** A data key of a case, or of a grant, that is sealed to one version of a holder's key. */
export interface Resealable extends SealedDataKey {
  reference: string;
}

interface Renewed {
  before: Resealable;
  after: SealedDataKey;
}

/** The next wrapped keys of the holder that are sealed to another version than `keyId`, behind the last of before. */
export const wrappedToEarlier = (
  keys: DataSource,
  holder: KeyHolder,
  keyId: string,
  after: Pick<Resealable, 'reference' | 'purpose'> | null,
  limit: number,
): Promise<Resealable[]> =>
  keys.query(
    `SELECT reference, purpose, sealed, key_id AS "keyId" FROM wrapped_key
     WHERE recipient = $1 AND key_id <> $2 AND (reference, purpose) > ($3, $4)
     ORDER BY reference, purpose LIMIT $5`,
    [holder, keyId, after?.reference ?? '', after?.purpose ?? '', limit],
  );

/** Puts the new in the place of the old. A key that was destroyed meanwhile stays destroyed. */
export async function replaceWrapped(
  keys: DataSource,
  holder: KeyHolder,
  renewed: readonly Renewed[],
): Promise<void> {
  await keys.query(
    `UPDATE wrapped_key SET sealed = new.sealed, key_id = new.key_id
     FROM unnest($2::text[], $3::text[], $4::bytea[], $5::bytea[], $6::text[])
       AS new (reference, purpose, old, sealed, key_id)
     WHERE wrapped_key.recipient = $1 AND wrapped_key.reference = new.reference
       AND wrapped_key.purpose = new.purpose AND wrapped_key.sealed = new.old`,
    [
      holder,
      renewed.map(({ before }) => before.reference),
      renewed.map(({ before }) => before.purpose),
      renewed.map(({ before }) => before.sealed),
      renewed.map(({ after }) => after.sealed),
      renewed.map(({ after }) => after.keyId),
    ],
  );
}

/** Grants that are sealed to these earlier versions of a key; they are few, and end by themselves. */
export async function grantsToEarlier(
  keys: DataSource,
  earlier: readonly string[],
): Promise<(Resealable & { id: string })[]> {
  type Row = Omit<GrantTerms, 'expiresAt'> & { expiresAt: Date; id: string; sealed: Buffer; keyId: string };
  const rows: Row[] = await keys.query(
    `SELECT id, reference, purpose, asker, expires_at AS "expiresAt", sealed, recipient_key_id AS "keyId"
     FROM identity_grant WHERE recipient_key_id = ANY($1::text[])`,
    [earlier],
  );
  return rows.map(({ id, sealed, keyId, expiresAt, ...terms }) => ({
    id,
    sealed,
    keyId,
    reference: terms.reference,
    purpose: grantPurpose({ ...terms, expiresAt: expiresAt.toISOString() }),
  }));
}

export async function replaceGrant(
  keys: DataSource,
  id: string,
  { sealed, keyId }: SealedDataKey,
): Promise<void> {
  await keys.query(`UPDATE identity_grant SET sealed = $2, recipient_key_id = $3 WHERE id = $1`, [
    id,
    sealed,
    keyId,
  ]);
}

/** How many data keys are sealed to other versions of the holder's key than this one. */
export async function countWrappedToEarlier(
  keys: DataSource,
  holder: KeyHolder,
  keyId: string,
): Promise<number> {
  const [row]: { count: number }[] = await keys.query(
    `SELECT count(*)::int AS count FROM wrapped_key WHERE recipient = $1 AND key_id <> $2`,
    [holder, keyId],
  );
  return row?.count ?? 0;
}
