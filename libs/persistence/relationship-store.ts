import type { EntityManager } from 'typeorm';
import type { Relationship } from '#domain/routing/relationship.js';

/** Two members of staff and how they stand to each other; the order of the two says nothing. */
export interface StaffRelationship extends Relationship {
  staff: string;
  other: string;
}

export const listRelationships = (manager: EntityManager): Promise<(StaffRelationship & { id: string })[]> =>
  manager.query(
    `SELECT id::text, staff, other, kind, degree FROM staff_relationship ORDER BY staff, other, kind`,
  );

/** Stores them, each pair of people once for each kind, with the degree as said last. */
export async function saveRelationships(
  manager: EntityManager,
  relationships: readonly StaffRelationship[],
  by: string,
): Promise<void> {
  for (const { staff, other, kind, degree } of relationships)
    await manager.query(
      `INSERT INTO staff_relationship (staff, other, kind, degree, created_by)
       VALUES (least($1::text, $2::text), greatest($1::text, $2::text), $3, $4, $5)
       ON CONFLICT (staff, other, kind) DO UPDATE SET degree = excluded.degree, created_by = excluded.created_by`,
      [staff, other, kind, degree, by],
    );
}

/** False when there is no such relationship. */
export async function removeRelationship(manager: EntityManager, id: string): Promise<boolean> {
  const [, affected]: [unknown, number] = await manager.query(
    `DELETE FROM staff_relationship WHERE id::text = $1`,
    [id],
  );
  return affected === 1;
}
