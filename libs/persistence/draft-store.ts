import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';

/** The sealed draft; null when there is none, or no longer. */
export async function readDraft(manager: EntityManager, id: string): Promise<Buffer | null> {
  const rows: { sealed: Buffer }[] = await manager.query(`SELECT sealed FROM draft WHERE id = $1`, [id]);
  return rows[0]?.sealed ?? null;
}

export async function saveDraft(
  manager: EntityManager,
  draft: { id: string; sealed: Buffer; updatedAt: Instant },
): Promise<void> {
  await manager.query(
    `INSERT INTO draft (id, sealed, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET sealed = EXCLUDED.sealed, updated_at = EXCLUDED.updated_at`,
    [draft.id, draft.sealed, draft.updatedAt],
  );
}

export async function removeDraft(manager: EntityManager, id: string): Promise<void> {
  await manager.query(`DELETE FROM draft WHERE id = $1`, [id]);
}

/** Forgets what nobody has touched since. */
export async function removeDraftsBefore(manager: EntityManager, at: Instant): Promise<void> {
  await manager.query(`DELETE FROM draft WHERE updated_at < $1`, [at]);
}
