import type { EntityManager } from 'typeorm';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { RetentionState } from '#domain/retention/retention-state.js';
import type { Viewer } from '#domain/routing/person.js';
import { readable } from './access-condition.js';
import { Parameters } from './parameters.js';

/** The keeping of a case, with the case as it stands. */
export interface SeenRetention {
  state: RetentionState;
  complaint: ComplaintState;
}

/** Every staff read of what is kept how long: of cases that exist for the viewer, and of no others. */
export class RetentionReader {
  constructor(private readonly database: Pick<EntityManager, 'query'>) {}

  /** Null when the case was never closed, or does not exist for the viewer. */
  async one(viewer: Viewer, reference: string): Promise<SeenRetention | null> {
    const parameters = new Parameters();
    const rows: SeenRetention[] = await this.database.query(
      `SELECT r.state, c.state AS complaint FROM retention_view r JOIN case_view c ON c.reference = r.reference
        WHERE r.reference = ${parameters.bind(reference)} AND ${readable(viewer, parameters)}`,
      parameters.values,
    );
    return rows[0] ?? null;
  }

  /** A page of them, what is destroyed first at the top. */
  async list(
    viewer: Viewer,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<RetentionState[]> {
    const parameters = new Parameters();
    const rows: { state: RetentionState }[] = await this.database.query(
      `SELECT r.state FROM retention_view r JOIN case_view c ON c.reference = r.reference
        WHERE ${readable(viewer, parameters)} ORDER BY r.destroy_at NULLS LAST, r.reference
        LIMIT ${parameters.bind(limit)} OFFSET ${parameters.bind(offset)}`,
      parameters.values,
    );
    return rows.map(({ state }) => state);
  }

  async count(viewer: Viewer): Promise<number> {
    const parameters = new Parameters();
    const rows: { count: number }[] = await this.database.query(
      `SELECT count(*)::int AS count FROM retention_view r JOIN case_view c ON c.reference = r.reference
        WHERE ${readable(viewer, parameters)}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  }
}
