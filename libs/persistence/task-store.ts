import type { EntityManager } from 'typeorm';
import type { Task } from '#domain/complaint/tasks.js';

/** Puts these tasks in the place of all that the case had. */
export async function replaceTasks(
  manager: EntityManager,
  reference: string,
  tasks: readonly Task[],
): Promise<void> {
  await manager.query(
    `WITH gone AS (DELETE FROM task WHERE reference = $1)
     INSERT INTO task (reference, kind, role, unit, person, due_at, clock)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])`,
    [
      reference,
      tasks.map(({ kind }) => kind),
      tasks.map(({ role }) => role),
      tasks.map(({ unit }) => unit),
      tasks.map(({ person }) => person),
      tasks.map(({ dueAt }) => dueAt),
      tasks.map(({ clock }) => clock),
    ],
  );
}
