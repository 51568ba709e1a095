import type { EntityManager } from 'typeorm';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Directory } from '#domain/routing/directory.js';
import type { Viewer } from '#domain/routing/person.js';
import type { Instant } from '#domain/time/instant.js';
import { readable } from './access-condition.js';
import { cursorAfter, placeOf } from './case-cursor.js';
import { narrowing, type CaseFilters } from './case-filters.js';
import { summaryFor, summaryOf, type CaseSummary, type SummaryRow } from './case-summary.js';
import { Parameters } from './parameters.js';

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

const BATCH = 1_000;

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
      `SELECT ${summaryFor(viewer, parameters)} FROM case_view c WHERE ${where}${after}
        ORDER BY COALESCE(c.next_due_at, 'infinity'), c.reference LIMIT ${parameters.bind(page.limit + 1)}`,
      parameters.values,
    );
    const items = rows.slice(0, page.limit).map((row) => summaryOf(row, now));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > page.limit && last ? cursorAfter(last) : null };
  }

  /** All cases that the viewer may read, in the order of their filing, a batch in memory at a time. */
  async *each(viewer: Viewer, filters: CaseFilters, now: Instant): AsyncGenerator<CaseSummary> {
    let last: CaseSummary | undefined;
    do {
      const parameters = new Parameters();
      const where = readable(viewer, parameters) + narrowing(filters, now, parameters);
      // Neither ever changes, so that what moves meanwhile is not missed and does not come twice.
      const after =
        last === undefined
          ? ''
          : ` AND (c.filed_at, c.reference)
              > (${parameters.bind(last.filedAt)}::timestamptz, ${parameters.bind(last.reference)})`;
      const rows: SummaryRow[] = await this.database.query(
        `SELECT ${summaryFor(viewer, parameters)} FROM case_view c WHERE ${where}${after}
          ORDER BY c.filed_at, c.reference LIMIT ${BATCH}`,
        parameters.values,
      );
      const batch = rows.map((row) => summaryOf(row, now));
      yield* batch;
      last = batch.length < BATCH ? undefined : batch.at(-1);
    } while (last !== undefined);
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
}
