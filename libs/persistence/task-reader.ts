import type { EntityManager } from 'typeorm';
import type { Task } from '#domain/complaint/tasks.js';
import type { ProtectionTaskKind } from '#domain/protection/tasks.js';
import type { Instant } from '#domain/time/instant.js';
import { readable } from './access-condition.js';
import { addressedTo, type Asker } from './addressed-to.js';
import { narrowing, type CaseFilters } from './case-filters.js';
import { iso, summaryFor, summaryOf, type CaseSummary, type SummaryRow } from './case-summary.js';
import { Parameters } from './parameters.js';

export interface TaskOfCase extends Pick<Task, 'role' | 'unit' | 'person' | 'dueAt' | 'clock'> {
  kind: Task['kind'] | ProtectionTaskKind;
  /** The id of the protection that it is a task of; null: of the case itself. */
  protection: string | null;
  isLate: boolean;
  case: CaseSummary;
}

export interface WorkCounts {
  tasks: number;
  late: number;
  dueWithinAWeek: number;
  openCases: number;
}

type TaskRow = SummaryRow & {
  kind: TaskOfCase['kind'];
  matter: string;
  role: Task['role'];
  taskUnit: string | null;
  person: string | null;
  dueAt: Date | null;
  clock: string | null;
};

/** What somebody is to do, in the cases that exist for them. */
export class TaskReader {
  constructor(private readonly database: Pick<EntityManager, 'query'>) {}

  /** A page of them: late first, then by due date. */
  async list(
    asker: Asker,
    filters: CaseFilters,
    now: Instant,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<TaskOfCase[]> {
    const parameters = new Parameters();
    const where = readable(asker.viewer, parameters) + narrowing(filters, now, parameters);
    const rows: TaskRow[] = await this.database.query(
      `SELECT ${summaryFor(asker.viewer, parameters)}, t.kind, t.matter, t.role, t.unit AS "taskUnit", t.person, t.due_at AS "dueAt", t.clock
        FROM task t JOIN case_view c ON c.reference = t.reference
        WHERE ${where} AND ${addressedTo(asker, now, parameters)}
        ORDER BY t.due_at NULLS LAST, c.reference, t.kind
        LIMIT ${parameters.bind(limit)} OFFSET ${parameters.bind(offset)}`,
      parameters.values,
    );
    return rows.map((row) => {
      const dueAt = iso(row.dueAt);
      const { kind, role, person, clock } = row;
      const isLate = dueAt !== null && dueAt < now;
      const protection = row.matter === 'complaint' ? null : row.matter.replace(/^protection-/, '');
      return {
        kind,
        protection,
        role,
        unit: row.taskUnit,
        person,
        dueAt,
        clock,
        isLate,
        case: summaryOf(row, now),
      };
    });
  }

  /** How many `list` has on all its pages. */
  async count(asker: Asker, filters: CaseFilters, now: Instant): Promise<number> {
    const parameters = new Parameters();
    const where = readable(asker.viewer, parameters) + narrowing(filters, now, parameters);
    const rows: { count: number }[] = await this.database.query(
      `SELECT count(*)::int AS count FROM task t JOIN case_view c ON c.reference = t.reference
        WHERE ${where} AND ${addressedTo(asker, now, parameters)}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  }

  /** `soon`: the instant up to which a task counts as due within a week. */
  async counts(asker: Asker, now: Instant, soon: Instant): Promise<WorkCounts> {
    const parameters = new Parameters();
    const where = readable(asker.viewer, parameters);
    const mine = addressedTo(asker, now, parameters);
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
