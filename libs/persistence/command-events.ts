import type { EntityManager } from 'typeorm';
import type { LedgerEntry } from '#ledger/ledger.js';

/** The entries that the command made when it was first recorded, in order; none when it never was, or made none. */
export const entriesOfCommand = (
  manager: EntityManager,
  stream: string,
  commandId: string,
): Promise<LedgerEntry[]> =>
  manager.query(
    `SELECT type, schema_version AS "schemaVersion", at, actor, body FROM ledger_entry
     WHERE stream = $1 AND command_id = $2 ORDER BY seq`,
    [stream, commandId],
  );

/** Whether a command of the actor was recorded whose id begins so. */
export async function hasCommandUnder(
  manager: EntityManager,
  stream: string,
  actor: string,
  beginning: string,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `SELECT 1 FROM ledger_entry WHERE stream = $1 AND actor = $2 AND starts_with(command_id, $3) LIMIT 1`,
    [stream, actor, beginning],
  );
  return rows.length > 0;
}
