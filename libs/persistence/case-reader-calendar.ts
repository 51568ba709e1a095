import type { EntityManager } from 'typeorm';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';

/** The states of all cases whose clocks may still run. For recounting due dates: never to be shown as they are. */
export async function runningStates(manager: EntityManager): Promise<ComplaintState[]> {
  const rows: { state: ComplaintState }[] = await manager.query(
    `SELECT state FROM case_view WHERE status <> 'final' ORDER BY reference`,
  );
  return rows.map(({ state }) => state);
}
