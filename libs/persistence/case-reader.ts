import type { EntityManager } from 'typeorm';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Task } from '#domain/complaint/tasks.js';
import type { Directory } from '#domain/routing/directory.js';
import type { Viewer } from '#domain/routing/person.js';
import type { Instant } from '#domain/time/instant.js';
import { addressedTo, Parameters, readable } from './access-condition.js';
import { cursorAfter, placeOf } from './case-cursor.js';
import { narrowing, type CaseFilters } from './case-filters.js';

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
}

export interface TaskOfCase extends Pick<Task, 'kind' | 'role' | 'unit' | 'person' | 'dueAt' | 'clock'> {
  isLate: boolean;
  case: CaseSummary;
}

export interface WorkCounts {
  tasks: number;
  late: number;
  dueWithinAWeek: number;
  openCases: number;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

interface SummaryRow extends Omit<CaseSummary, 'filedAt' | 'nextDueAt' | 'completedAt'> {
  filedAt: Date;
  nextDueAt: Date | null;
  completedAt: Date | null;
}
type TaskRow = SummaryRow & {
  kind: Task['kind'];
  role: Task['role'];
  taskUnit: string | null;
  person: string | null;
  dueAt: Date | null;
  clock: string | null;
};

const SUMMARY = `c.reference, c.status, c.category, c.is_integrity AS "isIntegrity", c.unit, c.officer, c.channel,
  c.filed_at AS "filedAt", c.next_due_at AS "nextDueAt", c.next_due_clock AS "nextDueClock",
  c.leader, c.completed_at AS "completedAt", c.policy_hash AS "policyHash"`;

const iso = (date: Date | null): Instant | null => date?.toISOString() ?? null;

const summaryOf = (row: SummaryRow, now: Instant): CaseSummary => {
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
  };
};

/** Every staff read of cases. No method returns, counts or hints at a case that does not exist for the viewer. */
export class CaseReader {
  /** On the database, or within a transaction. */
  constructor(private readonly database: Pick<EntityManager, 'query'>) {}

  /** Null when there is no such case or none for this viewer: the two are not told apart. */
  async one(viewer: Viewer, reference: string): Promise<ComplaintState | null> {
    const parameters = new Parameters();
    const rows: { state: ComplaintState }[] = await this.database.query(
      `SELECT c.state FROM case_view c
        WHERE c.reference = ${parameters.bind(reference)} AND ${readable(viewer, parameters)}`,
      parameters.values,
    );
    return rows[0]?.state ?? null;
  }

  /** Cases that the viewer may read, what is due first at the top. An unreadable cursor begins anew. */
  async list(
    viewer: Viewer,
    filters: CaseFilters,
    now: Instant,
    page: { limit: number; cursor?: string } = { limit: 50 },
  ): Promise<Page<CaseSummary>> {
    const parameters = new Parameters();
    const where = readable(viewer, parameters) + narrowing(filters, now, parameters);
    const from = page.cursor === undefined ? null : placeOf(page.cursor);
    const after =
      from === null
        ? ''
        : ` AND (COALESCE(c.next_due_at, 'infinity'), c.reference)
              > (${parameters.bind(from.due)}::timestamptz, ${parameters.bind(from.reference)})`;
    const rows: SummaryRow[] = await this.database.query(
      `SELECT ${SUMMARY} FROM case_view c WHERE ${where}${after}
        ORDER BY COALESCE(c.next_due_at, 'infinity'), c.reference LIMIT ${parameters.bind(page.limit + 1)}`,
      parameters.values,
    );
    const items = rows.slice(0, page.limit).map((row) => summaryOf(row, now));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > page.limit && last ? cursorAfter(last) : null };
  }

  async count(viewer: Viewer, filters: CaseFilters, now: Instant): Promise<number> {
    const parameters = new Parameters();
    const where = readable(viewer, parameters) + narrowing(filters, now, parameters);
    const rows: { count: number }[] = await this.database.query(
      `SELECT count(*)::int AS count FROM case_view c WHERE ${where}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  }

  /** The directory with each officer's open cases, of those that the viewer may read: a load tells of no other. */
  async withLoads(viewer: Viewer, directory: Directory): Promise<Directory> {
    const parameters = new Parameters();
    const rows: { officer: string; count: number }[] = await this.database.query(
      `SELECT c.officer, count(*)::int AS count FROM case_view c
        WHERE c.completed_at IS NULL AND c.officer IS NOT NULL AND ${readable(viewer, parameters)}
        GROUP BY c.officer`,
      parameters.values,
    );
    const loads = new Map(rows.map(({ officer, count }) => [officer, count]));
    const people = directory.people.map((one) => ({ ...one, openCases: loads.get(one.id) ?? 0 }));
    return { ...directory, people };
  }

  /**
   * What was filed and does not exist for the viewer, or not yet: to be left out of what is read past this class, never
   * to be shown.
   */
  async hiddenReferences(viewer: Viewer): Promise<string[]> {
    const parameters = new Parameters();
    const rows: { reference: string }[] = await this.database.query(
      `SELECT COALESCE(c.reference, f.reference) AS reference
         FROM filing f FULL JOIN case_view c ON c.reference = f.reference
        WHERE ${readable(viewer, parameters)} IS NOT TRUE`,
      parameters.values,
    );
    return rows.map(({ reference }) => reference);
  }

  /** What the viewer is to do, late first, then by due date. */
  async tasks(viewer: Viewer, filters: CaseFilters, now: Instant, limit = 200): Promise<TaskOfCase[]> {
    const parameters = new Parameters();
    const where = readable(viewer, parameters) + narrowing(filters, now, parameters);
    const rows: TaskRow[] = await this.database.query(
      `SELECT ${SUMMARY}, t.kind, t.role, t.unit AS "taskUnit", t.person, t.due_at AS "dueAt", t.clock
        FROM task t JOIN case_view c ON c.reference = t.reference
        WHERE ${where} AND ${addressedTo(viewer, parameters)}
        ORDER BY t.due_at NULLS LAST, c.reference, t.kind LIMIT ${parameters.bind(limit)}`,
      parameters.values,
    );
    return rows.map((row) => {
      const dueAt = iso(row.dueAt);
      const { kind, role, person, clock } = row;
      const isLate = dueAt !== null && dueAt < now;
      return { kind, role, unit: row.taskUnit, person, dueAt, clock, isLate, case: summaryOf(row, now) };
    });
  }

  /** `soon`: the instant up to which a task counts as due within a week. */
  async workCounts(viewer: Viewer, now: Instant, soon: Instant): Promise<WorkCounts> {
    const parameters = new Parameters();
    const where = readable(viewer, parameters);
    const mine = addressedTo(viewer, parameters);
    const [at, until] = [parameters.bind(now), parameters.bind(soon)];
    const rows: WorkCounts[] = await this.database.query(
      `SELECT count(t.id)::int AS tasks,
              count(t.id) FILTER (WHERE t.due_at < ${at})::int AS late,
              count(t.id) FILTER (WHERE t.due_at >= ${at} AND t.due_at < ${until})::int AS "dueWithinAWeek",
              count(DISTINCT c.reference) FILTER (WHERE c.completed_at IS NULL)::int AS "openCases"
         FROM case_view c LEFT JOIN task t ON t.reference = c.reference AND ${mine}
        WHERE ${where}`,
      parameters.values,
    );
    return rows[0] ?? { tasks: 0, late: 0, dueWithinAWeek: 0, openCases: 0 };
  }
}
