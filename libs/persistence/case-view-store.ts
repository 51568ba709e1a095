import type { EntityManager } from 'typeorm';
import { isShownToHead } from '#domain/access/may-read.js';
import { pressing } from '#domain/complaint/clockwork.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Policy } from '#domain/policy/policy.js';
import { keepsOut } from '#domain/routing/person.js';
import type { Instant } from '#domain/time/instant.js';
import { complaintStream } from '#ledger/ledger.js';

/** Brings the case's row up to the state; a row that is as new or newer stays as it is. */
export async function upsertCaseView(
  manager: EntityManager,
  state: ComplaintState,
  policy: Policy,
  at: Instant,
): Promise<void> {
  const next = pressing(state, policy);
  const { filing } = state;
  const values: [column: string, value: unknown][] = [
    ['reference', state.reference],
    ['stream', complaintStream(state.reference)],
    ['version', state.version],
    ['status', state.status],
    ['category', state.category],
    ['is_integrity', state.isIntegrity],
    ['unit', state.unit],
    ['officer', state.officer],
    ['channel', filing.channel],
    ['filed_at', filing.filedAt],
    ['deemed_received_at', filing.deemedReceivedAt],
    ['next_due_at', next?.dueAt ?? null],
    ['next_due_clock', next?.id ?? null],
    ['is_late', next !== null && next.dueAt < at],
    ['excluded', keepsOut(state)],
    ['leader', state.leader],
    ['completed_at', state.completedAt],
    ['closed_at', state.closedAt],
    ['policy_hash', filing.policyHash],
    ['shown_to_head', isShownToHead(state)],
    ['state', JSON.stringify(state)],
    ['updated_at', at],
  ];
  const columns = values.map(([column]) => column);
  await manager.query(
    `INSERT INTO case_view (${columns.join(', ')}) VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')})
     ON CONFLICT (reference) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
     WHERE case_view.version < excluded.version`,
    values.map(([, value]) => value),
  );
}

/** The state of a case as last recorded; null when there is no such case or it has not been opened yet. */
export async function readState(manager: EntityManager, reference: string): Promise<ComplaintState | null> {
  const rows: { state: ComplaintState }[] = await manager.query(
    `SELECT state FROM case_view WHERE reference = $1`,
    [reference],
  );
  return rows[0]?.state ?? null;
}

/** The cases that are linked to this one as their leader and have not ended. */
export async function followersOf(manager: EntityManager, leader: string): Promise<string[]> {
  const rows: { reference: string }[] = await manager.query(
    `SELECT reference FROM case_view WHERE leader = $1 AND status <> 'final' ORDER BY reference`,
    [leader],
  );
  return rows.map(({ reference }) => reference);
}
