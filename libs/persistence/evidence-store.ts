import type { DataSource, EntityManager } from 'typeorm';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import type { Instant } from '#domain/time/instant.js';

/** Whose a file is: a case's, or a draft's (the name of its row). */
export type EvidenceOwner = { reference: string } | { draft: string };

export interface EvidenceRow {
  id: string;
  /** `arriving`: its content is being stored. `waiting`: to be sent with the next message. */
  state: 'arriving' | 'waiting' | 'given';
  /** `complainant` or `staff:<id>`. */
  addedBy: string;
  createdAt: Instant;
  commandId: string | null;
  /** What only those who may open the file may know of it, sealed under the file's key. */
  about: Buffer | null;
  ref: EvidenceRef | null;
}

const COLUMNS = `id, state, added_by AS "addedBy", created_at AS "createdAt", command_id AS "commandId", about, ref`;

type Stored = Omit<EvidenceRow, 'createdAt'> & { createdAt: Date };
const rowOf = (row: Stored): EvidenceRow => ({ ...row, createdAt: row.createdAt.toISOString() });

const ownedBy = (owner: EvidenceOwner): [column: string, value: string] =>
  'reference' in owner ? ['reference', owner.reference] : ['draft', owner.draft];

/**
 * Notes a file before its content is stored, so that nothing in the storage is unknown here, and keeps room for the
 * most that it may take. False, and nothing noted, where the owner's files would then take more than `limit` bytes.
 */
export const insertArriving = (
  main: DataSource,
  file: { id: string; addedBy: string; createdAt: Instant; atMostBytes: number },
  owner: EvidenceOwner,
  limit: number,
): Promise<boolean> =>
  main.transaction(async (manager) => {
    const [column, value] = ownedBy(owner);
    // One after the other: files that arrive at once are counted with each other.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('evidence'), hashtext($1))`, [value]);
    if ((await evidenceBytes(manager, owner)) + file.atMostBytes > limit) return false;
    await manager.query(
      `INSERT INTO evidence (id, ${column}, state, added_by, created_at, stored_bytes)
       VALUES ($1, $2, 'arriving', $3, $4, $5)`,
      [file.id, value, file.addedBy, file.createdAt, file.atMostBytes],
    );
    return true;
  });

/** The file is whole: it waits to be sent. */
export async function markWaiting(
  manager: EntityManager,
  id: string,
  file: { storedBytes: number; about: Buffer; ref: EvidenceRef },
): Promise<void> {
  await manager.query(
    `UPDATE evidence SET state = 'waiting', stored_bytes = $2, about = $3, ref = $4 WHERE id = $1`,
    [id, file.storedBytes, file.about, JSON.stringify(file.ref)],
  );
}

/** The owner's files that are whole, oldest first. */
export async function readEvidence(manager: EntityManager, owner: EvidenceOwner): Promise<EvidenceRow[]> {
  const [column, value] = ownedBy(owner);
  const rows: Stored[] = await manager.query(
    `SELECT ${COLUMNS} FROM evidence WHERE ${column} = $1 AND state <> 'arriving' ORDER BY position`,
    [value],
  );
  return rows.map(rowOf);
}

/** Bytes that the owner's files take, or may come to take. */
async function evidenceBytes(manager: EntityManager, owner: EvidenceOwner): Promise<number> {
  const [column, value] = ownedBy(owner);
  const rows: { bytes: string }[] = await manager.query(
    `SELECT coalesce(sum(stored_bytes), 0) AS bytes FROM evidence WHERE ${column} = $1`,
    [value],
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** The files that wait become the case's. Throws where one of them is there no more: nothing may be sent without it. */
export async function giveEvidence(
  manager: EntityManager,
  ids: readonly string[],
  { reference, commandId }: { reference: string; commandId: string },
): Promise<void> {
  const [rows] = await manager.query<[unknown[], number]>(
    `UPDATE evidence SET state = 'given', reference = $2, draft = NULL, command_id = $3
     WHERE id = ANY($1::uuid[]) AND state = 'waiting' RETURNING id`,
    [ids, reference, commandId],
  );
  if (rows.length !== ids.length) throw new Error('A file that was to be sent is there no more.');
}

/** Forgets files that were not given; returns the ids of those that are to be removed from the storage. */
export async function forgetEvidence(
  manager: EntityManager,
  owner: EvidenceOwner,
  ids?: readonly string[],
): Promise<string[]> {
  const [column, value] = ownedBy(owner);
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `DELETE FROM evidence WHERE ${column} = $1 AND state <> 'given' ${ids === undefined ? '' : 'AND id = ANY($2::uuid[])'}
     RETURNING id`,
    ids === undefined ? [value] : [value, ids],
  );
  return rows.map(({ id }) => id);
}

/** Forgets what was left lying, and returns its ids: of a draft that is gone, never sent since `waitingSince`, or never whole since `arrivingSince`. */
export async function forgetAbandoned(
  manager: EntityManager,
  { waitingSince, arrivingSince }: { waitingSince: Instant; arrivingSince: Instant },
): Promise<string[]> {
  const [rows] = await manager.query<[{ id: string }[], number]>(
    `DELETE FROM evidence WHERE (state = 'arriving' AND created_at < $2)
       OR (state = 'waiting' AND reference IS NOT NULL AND created_at < $1)
       OR (state = 'waiting' AND draft IS NOT NULL AND created_at < $2 AND draft NOT IN (SELECT id FROM draft))
     RETURNING id`,
    [waitingSince, arrivingSince],
  );
  return rows.map(({ id }) => id);
}

/** What a later look at the file found. */
export async function changeEvidenceRef(
  manager: EntityManager,
  id: string,
  found: Partial<Pick<EvidenceRef, 'isScanned' | 'isQuarantined'>>,
): Promise<void> {
  await manager.query(`UPDATE evidence SET ref = ref || $2::jsonb WHERE id = $1`, [
    id,
    JSON.stringify(found),
  ]);
}
