import type { DataSource } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';
import type { GrantTerms } from '#vault/grant.js';

/** A case's data key, sealed anew (`grantDataKey`) for one person to read by until a time. */
export interface IdentityGrant extends GrantTerms {
  id: string;
  /** Fingerprint of the public key that it is sealed to. */
  recipientKeyId: string;
  sealed: Buffer;
}

/** Stores the grant; one of that id is there already when it was sent twice, and stays as it is. */
export async function insertIdentityGrant(keys: DataSource, grant: IdentityGrant): Promise<void> {
  await keys.query(
    `INSERT INTO identity_grant (id, reference, purpose, recipient_key_id, sealed, asker, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
    [
      grant.id,
      grant.reference,
      grant.purpose,
      grant.recipientKeyId,
      grant.sealed,
      grant.asker,
      grant.expiresAt,
    ],
  );
}

/** The asker's grant for the case that lives longest at that instant; null when there is none. */
export async function readLiveIdentityGrant(
  keys: DataSource,
  { asker, reference, purpose }: Pick<IdentityGrant, 'asker' | 'reference' | 'purpose'>,
  at: Instant,
): Promise<IdentityGrant | null> {
  const rows: (Omit<IdentityGrant, 'expiresAt'> & { expiresAt: Date })[] = await keys.query(
    `SELECT id, reference, purpose, recipient_key_id AS "recipientKeyId", sealed, asker, expires_at AS "expiresAt"
     FROM identity_grant WHERE asker = $1 AND reference = $2 AND purpose = $3 AND expires_at > $4
     ORDER BY expires_at DESC LIMIT 1`,
    [asker, reference, purpose, at],
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, expiresAt: row.expiresAt.toISOString() };
}

/** Ends one grant, also when it has ended already. */
export async function removeIdentityGrant(keys: DataSource, id: string): Promise<void> {
  await keys.query(`DELETE FROM identity_grant WHERE id = $1`, [id]);
}

/** Ends all grants of the case, e.g. when its keys are destroyed. */
export async function removeIdentityGrantsOf(keys: DataSource, reference: string): Promise<void> {
  await keys.query(`DELETE FROM identity_grant WHERE reference = $1`, [reference]);
}

/** Removes what expired by then; returns the ids. */
export async function removeExpiredIdentityGrants(keys: DataSource, at: Instant): Promise<string[]> {
  const [rows]: [{ id: string }[], number] = await keys.query(
    `DELETE FROM identity_grant WHERE expires_at <= $1 RETURNING id`,
    [at],
  );
  return rows.map(({ id }) => id);
}
