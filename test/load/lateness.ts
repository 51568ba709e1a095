import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type Long from 'long';
import type { Client as Database } from 'pg';
import { nextAlarm } from '#domain/clock/reckon.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { epochMs } from '#domain/time/instant.js';
import { complaintWorkflowId } from '#workflows/complaint/complaint.contract.js';
import { percentile } from './figures.js';

const AT_ONCE = 25;
const LEAD_MS = 60_000;
const PATIENCE_MS = 120_000;

/**
 * Moves the own time of each open case ahead so that the next alarm of all comes due at the same second, then
 * measures how much later each has been recorded in the ledger.
 */
export async function alarmLateness(
  { client, database, namespace }: { client: Client; database: Database; namespace: string },
  references: readonly string[],
): Promise<{ p50Ms: number; p99Ms: number; rung: number }> {
  const { rows } = await database.query<{ reference: string; state: ComplaintState }>(
    'SELECT reference, state FROM case_view WHERE reference = ANY($1)',
    [references],
  );
  const rungSoFar = async (): Promise<number> => {
    const found = await database.query<{ rung: number }>(
      `SELECT count(DISTINCT stream)::int AS rung FROM ledger_entry
        WHERE stream = ANY($1) AND type IN ('ReminderRung', 'EscalationRung', 'ClockExpired')`,
      [references.map(complaintWorkflowId)],
    );
    return found.rows[0]?.rung ?? 0;
  };
  const before = await rungSoFar();

  const dueAt = Date.now() + LEAD_MS;
  const waiting = [...rows];
  const move = async (): Promise<void> => {
    for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
      const alarm = nextAlarm(row.state.clocks);
      if (alarm === null) continue;
      const seconds = Math.round((epochMs(alarm.at) - dueAt) / 1000) as unknown as Long;
      await client.workflowService.updateWorkflowExecutionOptions({
        namespace,
        workflowExecution: { workflowId: complaintWorkflowId(row.reference) },
        workflowExecutionOptions: {
          timeSkippingConfig: { enabled: true, fastForwardConfig: { id: 'bench', duration: { seconds } } },
        },
        updateMask: { paths: ['time_skipping_config'] },
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, move));
  if (Date.now() > dueAt) throw new Error('Moving the cases took longer than the time to their alarms.');
  await pause(dueAt - Date.now());

  const lateness: number[] = [];
  while (lateness.length < rows.length && Date.now() < dueAt + PATIENCE_MS) {
    const rung = (await rungSoFar()) - before;
    while (lateness.length < rung) lateness.push(Date.now() - dueAt);
    await pause(50);
  }
  return { p50Ms: percentile(lateness, 0.5), p99Ms: percentile(lateness, 0.99), rung: lateness.length };
}
