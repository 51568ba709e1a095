import type { EntityManager } from 'typeorm';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import { relativesOf, type Person, type Viewer } from '#domain/routing/person.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { Parameters } from './parameters.js';

/**
 * Every staff read of requests for data: `rolesIn` as SQL. None exists for its requester, whom it names, or a relative
 * of theirs, nor for anybody before it is opened.
 */
export class DataRequestReader {
  constructor(private readonly database: Pick<EntityManager, 'query'>) {}

  /** Null when there is none of that reference, or none for this viewer. */
  async one(viewer: Viewer, reference: string): Promise<DataRequestState | null> {
    const parameters = new Parameters();
    const rows: { state: DataRequestState }[] = await this.database.query(
      `SELECT state FROM data_request WHERE reference = ${parameters.bind(reference)}
         AND ${readable(viewer, parameters)}`,
      parameters.values,
    );
    return rows[0]?.state ?? null;
  }

  /** A page of them: what waits first, and of that what is due first. */
  async list(
    viewer: Viewer,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<DataRequestState[]> {
    const parameters = new Parameters();
    const rows: { state: DataRequestState }[] = await this.database.query(
      `SELECT state FROM data_request WHERE ${readable(viewer, parameters)}
        ORDER BY is_over, due_at, reference
        LIMIT ${parameters.bind(limit)} OFFSET ${parameters.bind(offset)}`,
      parameters.values,
    );
    return rows.map(({ state }) => state);
  }

  /** The references that do not exist for the viewer, or of which nothing is left but entries. */
  async hiddenReferences(viewer: Viewer): Promise<string[]> {
    const parameters = new Parameters();
    const prefix = `${parameters.bind(dataRequestStream(''))}::text`;
    const rows: { reference: string }[] = await this.database.query(
      `SELECT reference FROM data_request WHERE ${readable(viewer, parameters)} IS NOT TRUE
       UNION ALL
       SELECT told FROM (SELECT substr(stream, length(${prefix}) + 1) AS told FROM ledger_head
                          WHERE starts_with(stream, ${prefix})) AS streams
        WHERE NOT EXISTS (SELECT 1 FROM data_request WHERE reference = told)
       ORDER BY reference`,
      parameters.values,
    );
    return rows.map(({ reference }) => reference);
  }

  async count(viewer: Viewer): Promise<number> {
    const parameters = new Parameters();
    const rows: { count: number }[] = await this.database.query(
      `SELECT count(*)::int AS count FROM data_request WHERE ${readable(viewer, parameters)}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  }
}

const hasPart = ({ roles }: Person): boolean => roles.includes('custodian') || roles.includes('auditor');

/** For whom a request is not kept: by the own token, and by the tokens of whose relative the person is. */
function readable({ self, covers }: Viewer, parameters: Parameters): string {
  const isFree = ({ keptOutBy }: Person): string => {
    const tokens = parameters.bind(keptOutBy);
    return `NOT EXISTS (
      SELECT 1 FROM (SELECT requester UNION ALL SELECT jsonb_array_elements_text(state -> 'named')) AS of_staff (token)
       WHERE token = ANY (${tokens}::text[]) OR '${relativesOf('')}' || token = ANY (${tokens}::text[]))`;
  };
  const parts = [self, ...covers].filter(hasPart).map(isFree);
  return parts.length === 0
    ? 'false'
    : `(due_at IS NOT NULL AND ${isFree(self)} AND (${parts.join(' OR ')}))`;
}
