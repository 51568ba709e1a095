import type { DataSource } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';

/** How far everything that was sealed with earlier versions of a key has been brought over to this one. */
export interface RotationRecord {
  name: string;
  /** The version that is current since. */
  keyId: string;
  beganAt: Instant;
  /** Where a run that was broken off goes on; null from the beginning. */
  position: string | null;
  finishedAt: Instant | null;
}

/** Notes the beginning; what was begun before stays as it is. */
export async function beginRotation(
  keys: DataSource,
  name: string,
  keyId: string,
  at: Instant,
): Promise<void> {
  await keys.query(
    `INSERT INTO key_rotation (name, key_id, began_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [name, keyId, at],
  );
}

export async function readRotation(
  keys: DataSource,
  name: string,
  keyId: string,
): Promise<RotationRecord | null> {
  const rows: (Omit<RotationRecord, 'beganAt' | 'finishedAt'> & {
    beganAt: Date;
    finishedAt: Date | null;
  })[] = await keys.query(
    `SELECT name, key_id AS "keyId", began_at AS "beganAt", position, finished_at AS "finishedAt"
     FROM key_rotation WHERE name = $1 AND key_id = $2`,
    [name, keyId],
  );
  const [row] = rows;
  return row === undefined
    ? null
    : {
        ...row,
        beganAt: row.beganAt.toISOString(),
        finishedAt: row.finishedAt?.toISOString() ?? null,
      };
}

export async function saveRotationPosition(
  keys: DataSource,
  name: string,
  keyId: string,
  position: string,
): Promise<void> {
  await keys.query(`UPDATE key_rotation SET position = $3 WHERE name = $1 AND key_id = $2`, [
    name,
    keyId,
    position,
  ]);
}

export async function finishRotation(
  keys: DataSource,
  name: string,
  keyId: string,
  at: Instant,
): Promise<void> {
  await keys.query(
    `UPDATE key_rotation SET position = NULL, finished_at = $3 WHERE name = $1 AND key_id = $2`,
    [name, keyId, at],
  );
}
