import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';

/** What each request of a member of staff asks of the account, besides who it is. */
export interface AccountState {
  /** Sessions that began before are over. */
  sessionsSince: Instant | null;
  hasSecondFactor: boolean;
}

export async function readAccountState(manager: EntityManager, staff: string): Promise<AccountState> {
  const rows: { sessionsSince: Date | null; hasSecondFactor: boolean }[] = await manager.query(
    `SELECT s.sessions_since AS "sessionsSince", f.secret IS NOT NULL AS "hasSecondFactor"
     FROM staff s LEFT JOIN second_factor f ON f.staff = s.id WHERE s.id = $1`,
    [staff],
  );
  const [row] = rows;
  return {
    sessionsSince: row?.sessionsSince?.toISOString() ?? null,
    hasSecondFactor: row?.hasSecondFactor ?? false,
  };
}
