import type { DataSource, EntityManager } from 'typeorm';
import type { Destroyed, Obstacle } from '#domain/retention/retention-event.js';
import type { RetentionState } from '#domain/retention/retention-state.js';
import type { Instant } from '#domain/time/instant.js';

/** Brings the row up to the state; a row that is as new or newer stays as it is. */
export async function upsertRetention(
  manager: EntityManager,
  state: RetentionState,
  at: Instant,
): Promise<void> {
  await manager.query(
    `INSERT INTO retention_view (reference, version, destroy_at, state, updated_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (reference) DO UPDATE SET version = excluded.version, destroy_at = excluded.destroy_at,
       state = excluded.state, updated_at = excluded.updated_at
     WHERE retention_view.version < excluded.version`,
    [state.reference, state.version, state.destroyAt, JSON.stringify(state), at],
  );
}

/** The keeping of a case as last recorded; null while it has never been closed. */
export async function readRetention(
  manager: EntityManager,
  reference: string,
): Promise<RetentionState | null> {
  const rows: { state: RetentionState }[] = await manager.query(
    `SELECT state FROM retention_view WHERE reference = $1`,
    [reference],
  );
  return rows[0]?.state ?? null;
}

/** What of other matters still needs what the case holds; null when nothing does. */
export async function obstacleTo(
  manager: EntityManager,
  reference: string,
): Promise<Exclude<Obstacle, 'legal-hold' | 'review'> | null> {
  const [row]: { protection: boolean; retaliation: boolean; linked: boolean }[] = await manager.query(
    `SELECT EXISTS (SELECT 1 FROM protection_view WHERE reference = $1 AND ended_at IS NULL) AS protection,
            EXISTS (SELECT 1 FROM case_view WHERE state->'filing'->>'retaliationOf' = $1 AND status <> 'final')
              AS retaliation,
            EXISTS (SELECT 1 FROM case_view WHERE leader = $1 AND status <> 'final') AS linked`,
    [reference],
  );
  if (row?.protection) return 'protection';
  if (row?.retaliation) return 'retaliation';
  return row?.linked ? 'linked-case' : null;
}

/** The ids under which the case's files lie in the storage. */
export const filesOf = async (manager: EntityManager, reference: string): Promise<string[]> =>
  (
    await manager.query<{ id: string }[]>(`SELECT id::text FROM evidence WHERE reference = $1 ORDER BY id`, [
      reference,
    ])
  ).map(({ id }) => id);

/** Removes everything sealed that the case has in the main database. */
export async function removeSealed(manager: EntityManager, reference: string): Promise<void> {
  for (const table of ['sealed_text', 'evidence', 'search_word', 'protected_staff'])
    await manager.query(
      `DELETE FROM ${table} WHERE ${table === 'protected_staff' ? 'split_part(protection, $2, 1)' : 'reference'} = $1`,
      table === 'protected_staff' ? [reference, '-w'] : [reference],
    );
}

/** How much of the case is there to destroy, or was left: keys, sealed texts, files. */
export async function countSealed(
  databases: { main: Pick<EntityManager, 'query'>; keys: DataSource },
  reference: string,
): Promise<Destroyed> {
  const count = async (of: Pick<EntityManager, 'query'>, table: string): Promise<number> => {
    const rows: { count: number }[] = await of.query(
      `SELECT count(*)::int AS count FROM ${table} WHERE reference = $1`,
      [reference],
    );
    return rows[0]?.count ?? 0;
  };
  return {
    keys: await count(databases.keys, 'wrapped_key'),
    texts: await count(databases.main, 'sealed_text'),
    files: await count(databases.main, 'evidence'),
  };
}
