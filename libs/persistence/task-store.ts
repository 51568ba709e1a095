import type { EntityManager } from 'typeorm';
import type { Task } from '#domain/complaint/tasks.js';
import type { ProtectionTask } from '#domain/protection/tasks.js';

/** The case itself, or the protection of a person in it: each has tasks of its own under the case's reference. */
export type TaskMatter = 'complaint' | `protection-${string}`;

/** Puts these tasks in the place of all that the matter had. */
export async function replaceTasks(
  manager: EntityManager,
  reference: string,
  tasks: readonly (Task | ProtectionTask)[],
  matter: TaskMatter = 'complaint',
): Promise<void> {
  await manager.query(
    `WITH gone AS (DELETE FROM task WHERE reference = $1 AND matter = $8)
     INSERT INTO task (reference, matter, kind, role, unit, person, due_at, clock)
     SELECT $1, $8, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])`,
    [
      reference,
      tasks.map(({ kind }) => kind),
      tasks.map(({ role }) => role),
      tasks.map(({ unit }) => unit),
      tasks.map(({ person }) => person),
      tasks.map(({ dueAt }) => dueAt),
      tasks.map(({ clock }) => clock),
      matter,
    ],
  );
}
