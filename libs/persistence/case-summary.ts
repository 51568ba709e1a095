import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Viewer } from '#domain/routing/person.js';
import type { Instant } from '#domain/time/instant.js';
import { readable } from './access-condition.js';
import type { Parameters } from './parameters.js';

/** One row of a list: what is known of a case without opening it. */
export interface CaseSummary {
  reference: string;
  status: ComplaintState['status'];
  category: string;
  isIntegrity: boolean;
  unit: string | null;
  officer: string | null;
  channel: string;
  filedAt: Instant;
  nextDueAt: Instant | null;
  nextDueClock: string | null;
  isLate: boolean;
  leader: string | null;
  completedAt: Instant | null;
  policyHash: string;
  /** Messages of the complainant that wait to be read. */
  unread: number;
}

export interface SummaryRow extends Omit<CaseSummary, 'filedAt' | 'nextDueAt' | 'completedAt'> {
  filedAt: Date;
  nextDueAt: Date | null;
  completedAt: Date | null;
}

/** The columns of a `SummaryRow`, over `c` = case_view; the leader where that case exists for the viewer too. */
export const summaryFor = (
  viewer: Viewer,
  parameters: Parameters,
): string => `c.reference, c.status, c.category, c.is_integrity AS "isIntegrity", c.unit, c.officer, c.channel,
  c.filed_at AS "filedAt", c.next_due_at AS "nextDueAt", c.next_due_clock AS "nextDueClock",
  (SELECT l.reference FROM case_view l WHERE l.reference = c.leader AND ${readable(viewer, parameters, 'l')}) AS leader,
  c.completed_at AS "completedAt", c.policy_hash AS "policyHash",
  (c.state->>'unansweredMessages')::int AS unread`;

export const iso = (date: Date | null): Instant | null => date?.toISOString() ?? null;

export const summaryOf = (row: SummaryRow, now: Instant): CaseSummary => {
  const nextDueAt = iso(row.nextDueAt);
  return {
    reference: row.reference,
    status: row.status,
    category: row.category,
    isIntegrity: row.isIntegrity,
    unit: row.unit,
    officer: row.officer,
    channel: row.channel,
    filedAt: row.filedAt.toISOString(),
    nextDueAt,
    nextDueClock: row.nextDueClock,
    isLate: nextDueAt !== null && nextDueAt < now,
    leader: row.leader,
    completedAt: iso(row.completedAt),
    policyHash: row.policyHash,
    unread: row.unread,
  };
};
