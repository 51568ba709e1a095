import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';

/** A person's second factor; secrets are sealed. */
export interface SecondFactor {
  /** Null until the first code was right. */
  secret: Buffer | null;
  /** Shown, and not yet proved to be in the person's app. */
  proposed: Buffer | null;
}

export async function readSecondFactor(manager: EntityManager, staff: string): Promise<SecondFactor> {
  const rows: SecondFactor[] = await manager.query(
    `SELECT secret, proposed_secret AS proposed FROM second_factor WHERE staff = $1`,
    [staff],
  );
  return rows[0] ?? { secret: null, proposed: null };
}

export async function proposeSecret(manager: EntityManager, staff: string, sealed: Buffer): Promise<void> {
  await manager.query(
    `INSERT INTO second_factor (staff, proposed_secret) VALUES ($1, $2)
     ON CONFLICT (staff) DO UPDATE SET proposed_secret = $2`,
    [staff, sealed],
  );
}

/** The proposed secret becomes the person's; `step`: of the code that proved it, which is used up. False: none was proposed. */
export async function enrolProposed(
  manager: EntityManager,
  staff: string,
  step: number,
  at: Instant,
): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `UPDATE second_factor SET secret = proposed_secret, proposed_secret = NULL, last_step = $2, enrolled_at = $3
     WHERE staff = $1 AND secret IS NULL AND proposed_secret IS NOT NULL RETURNING staff`,
    [staff, step, at],
  );
  return rows.length > 0;
}

/** Uses up the code of that time step and all before it; false where it was used before. */
export async function takeStep(manager: EntityManager, staff: string, step: number): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `UPDATE second_factor SET last_step = $2 WHERE staff = $1 AND last_step < $2 RETURNING staff`,
    [staff, step],
  );
  return rows.length > 0;
}

/** Takes away second factor and recovery codes. */
export async function removeSecondFactor(manager: EntityManager, staff: string): Promise<void> {
  await manager.query(`DELETE FROM recovery_code WHERE staff = $1`, [staff]);
  await manager.query(`DELETE FROM second_factor WHERE staff = $1`, [staff]);
}

/** The codes so far, used or not, are worth nothing any more. */
export async function replaceRecoveryCodes(
  manager: EntityManager,
  staff: string,
  digests: readonly Buffer[],
): Promise<void> {
  await manager.query(`DELETE FROM recovery_code WHERE staff = $1`, [staff]);
  await manager.query(`INSERT INTO recovery_code (staff, digest) SELECT $1, unnest($2::bytea[])`, [
    staff,
    digests,
  ]);
}

/** False where there is no such code, or it was used. */
export async function takeRecoveryCode(
  manager: EntityManager,
  staff: string,
  digest: Buffer,
  at: Instant,
): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `UPDATE recovery_code SET used_at = $3 WHERE staff = $1 AND digest = $2 AND used_at IS NULL RETURNING staff`,
    [staff, digest, at],
  );
  return rows.length > 0;
}

export async function countRecoveryCodes(manager: EntityManager, staff: string): Promise<number> {
  const rows: { left: number }[] = await manager.query(
    `SELECT count(*)::int AS left FROM recovery_code WHERE staff = $1 AND used_at IS NULL`,
    [staff],
  );
  return rows[0]?.left ?? 0;
}

/** A sealed secret, enrolled or only proposed. */
export interface SealedSecret {
  staff: string;
  isProposed: boolean;
  sealed: Buffer;
}

/** All sealed secrets: there is one or two for each member of staff. */
export const listSealedSecrets = (manager: EntityManager): Promise<SealedSecret[]> =>
  manager.query(
    `SELECT staff, false AS "isProposed", secret AS sealed FROM second_factor WHERE secret IS NOT NULL
     UNION ALL
     SELECT staff, true, proposed_secret FROM second_factor WHERE proposed_secret IS NOT NULL`,
  );

/** Puts the secret sealed anew in the place of `before`; nothing where that has changed meanwhile. */
export async function replaceSealedSecret(
  manager: EntityManager,
  { staff, isProposed, sealed }: SealedSecret,
  renewed: Buffer,
): Promise<void> {
  const column = isProposed ? 'proposed_secret' : 'secret';
  await manager.query(`UPDATE second_factor SET ${column} = $3 WHERE staff = $1 AND ${column} = $2`, [
    staff,
    sealed,
    renewed,
  ]);
}
