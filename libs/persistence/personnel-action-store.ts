import type { EntityManager } from 'typeorm';
import type { PersonnelActionKind } from '#domain/protection/protection-event.js';
import type { Instant, LocalDate } from '#domain/time/instant.js';

/** Something that was done to a member of staff, as human resources recorded it: no secret, and of whomever. */
export interface PersonnelActionRecord {
  id: string;
  staff: string;
  kind: PersonnelActionKind;
  takenOn: LocalDate;
}

/** Takes what nobody has looked at yet, oldest first, for the transaction. */
export const takeUnseenPersonnelActions = (
  manager: EntityManager,
  limit: number,
): Promise<PersonnelActionRecord[]> =>
  manager.query(
    `SELECT id, staff, kind, to_char(taken_on, 'YYYY-MM-DD') AS "takenOn" FROM personnel_action
     WHERE looked_at IS NULL ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  );

export async function markPersonnelActionsSeen(
  manager: EntityManager,
  ids: readonly string[],
  at: Instant,
): Promise<void> {
  await manager.query(`UPDATE personnel_action SET looked_at = $2 WHERE id = ANY ($1::bigint[])`, [ids, at]);
}

/** What somebody records of a member of staff. `source`: where it is known from, e.g. the number of an order. */
export interface NewPersonnelAction extends Omit<PersonnelActionRecord, 'id'> {
  source: string;
}

/** Stores them; one that is there already, to the last word, stays the one that it is. */
export async function insertPersonnelActions(
  manager: EntityManager,
  actions: readonly NewPersonnelAction[],
  by: string,
  at: Instant,
): Promise<void> {
  await manager.query(
    `INSERT INTO personnel_action (staff, kind, taken_on, source, recorded_by, recorded_at)
     SELECT *, $5, $6 FROM unnest($1::text[], $2::text[], $3::date[], $4::text[]) ON CONFLICT DO NOTHING`,
    [
      actions.map(({ staff }) => staff),
      actions.map(({ kind }) => kind),
      actions.map(({ takenOn }) => takenOn),
      actions.map(({ source }) => source),
      by,
      at,
    ],
  );
}

/** The latest that were recorded, of whomever. */
export const latestPersonnelActions = (
  manager: EntityManager,
  limit: number,
): Promise<NewPersonnelAction[]> =>
  manager.query(
    `SELECT staff, kind, to_char(taken_on, 'YYYY-MM-DD') AS "takenOn", source FROM personnel_action
     ORDER BY id DESC LIMIT $1`,
    [limit],
  );
