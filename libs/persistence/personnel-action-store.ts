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
