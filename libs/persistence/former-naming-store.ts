import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';
import { changeStaff } from './staff-store.js';

/** What a member of staff is called, and which post they hold. */
export interface Naming {
  name: string;
  position: string;
}

export type FormerNaming = Naming & { staff: string };

/** What people were called before, by person. */
export const listFormerNamings = (manager: EntityManager): Promise<FormerNaming[]> =>
  manager.query(`SELECT staff, name, position FROM former_naming ORDER BY staff, until, name, position`);

/** Keeps what the person was called until then, for complaints that use it. */
export async function keepNaming(
  manager: EntityManager,
  { staff, name, position }: FormerNaming,
  until: Instant,
): Promise<void> {
  await manager.query(
    `INSERT INTO former_naming (staff, name, position, until) VALUES ($1, $2, $3, $4)
     ON CONFLICT (staff, name, position) DO UPDATE SET until = excluded.until`,
    [staff, name, position, until],
  );
}

/** Gives the person another name or post and keeps the former. */
export async function rename(
  manager: EntityManager,
  before: Naming & { id: string },
  after: Naming,
  at: Instant,
): Promise<void> {
  if (before.name === after.name && before.position === after.position) return;
  await keepNaming(manager, { staff: before.id, name: before.name, position: before.position }, at);
  await changeStaff(manager, before.id, { name: after.name, position: after.position });
}
