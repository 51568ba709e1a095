import type { EntityManager } from 'typeorm';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import type { Instant } from '#domain/time/instant.js';

/** Brings the row up to the state; a row that is as new or newer stays as it is. */
export async function upsertProtection(
  manager: EntityManager,
  state: ProtectionState,
  at: Instant,
): Promise<void> {
  await manager.query(
    `INSERT INTO protection_view (id, reference, version, ended_at, state, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET version = excluded.version, ended_at = excluded.ended_at, state = excluded.state,
       updated_at = excluded.updated_at
     WHERE protection_view.version < excluded.version`,
    [state.id, state.reference, state.version, state.endedAt, JSON.stringify(state), at],
  );
}

/** The protected person as last recorded; null when there is none of that id. */
export async function readProtection(manager: EntityManager, id: string): Promise<ProtectionState | null> {
  const rows: { state: ProtectionState }[] = await manager.query(
    `SELECT state FROM protection_view WHERE id = $1`,
    [id],
  );
  return rows[0]?.state ?? null;
}

/** The protected people of a case, the complainant first. */
export async function protectionsOf(manager: EntityManager, reference: string): Promise<ProtectionState[]> {
  const rows: { state: ProtectionState }[] = await manager.query(
    `SELECT state FROM protection_view WHERE reference = $1 ORDER BY id`,
    [reference],
  );
  return rows.map(({ state }) => state);
}

/** Remembers which member of staff a protected person is, by tokens (`protectedStaffToken`) that only the worker can make. */
export async function rememberProtectedStaff(
  manager: EntityManager,
  protection: string,
  tokens: readonly string[],
): Promise<void> {
  await manager.query(
    `INSERT INTO protected_staff (token, protection) SELECT one, $1 FROM unnest($2::text[]) AS one
     ON CONFLICT DO NOTHING`,
    [protection, tokens],
  );
}

/** The protections of members of staff that go on, each with the token of who it is. */
export const goingProtectionsOfStaff = (
  manager: EntityManager,
): Promise<{ id: string; reference: string; token: string }[]> =>
  manager.query(
    `SELECT v.id, v.reference, s.token FROM protected_staff s JOIN protection_view v ON v.id = s.protection
     WHERE v.ended_at IS NULL ORDER BY v.id`,
  );
