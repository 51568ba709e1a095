import type { EntityManager } from 'typeorm';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';

/**
 * The states of all cases whose clocks may still run, past need-to-know: for what reaches every case whoever asks for
 * it, as a holiday does. Nothing of them is to be shown before it is asked whether it may be.
 */
export async function everyRunningCase(manager: EntityManager): Promise<ComplaintState[]> {
  const rows: { state: ComplaintState }[] = await manager.query(
    `SELECT state FROM case_view WHERE status <> 'final' ORDER BY reference`,
  );
  return rows.map(({ state }) => state);
}
