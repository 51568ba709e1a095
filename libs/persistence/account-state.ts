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

/** Whether somebody can sign in to the account at all: there is a password, or an identity provider vouches. */
const HAS_ACCESS = `(s.password_hash IS NOT NULL OR EXISTS (SELECT 1 FROM provider_subject p WHERE p.staff = s.id))`;

/** The ids of those active people who can sign in. */
export async function peopleWithAccess(manager: EntityManager): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `SELECT s.id FROM staff s WHERE s.is_active AND ${HAS_ACCESS} ORDER BY s.id`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Whether anybody but this person, to whom the ledger says that one of these roles was given, has ever used an account.
 * The ledger is asked, as what was given may have been taken away since.
 */
export async function hasAnybodyElseActedAs(
  manager: EntityManager,
  person: string,
  roles: readonly string[],
): Promise<boolean> {
  const rows: { isSo: boolean }[] = await manager.query(
    `SELECT EXISTS (
       SELECT 1 FROM ledger_entry g JOIN ledger_entry a
         ON a.stream = 'accounts' AND a.actor = 'staff:' || (g.body::jsonb->>'staff')
       WHERE g.stream = 'administration' AND g.type IN ('StaffAdded', 'StaffChanged', 'ChangeApproved', 'FirstAdministratorAdded')
         AND a.actor <> 'staff:' || $1
         AND g.body::jsonb->'roles' ?| $2::text[]) AS "isSo"`,
    [person, roles],
  );
  return rows[0]?.isSo ?? false;
}
