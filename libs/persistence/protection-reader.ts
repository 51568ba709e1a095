import type { EntityManager } from 'typeorm';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { RiskLevel } from '#domain/protection/protection-event.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import { sightOf, type Sight } from '#domain/protection/sight.js';
import type { Instant } from '#domain/time/instant.js';
import { readable } from './access-condition.js';
import type { Asker } from './addressed-to.js';
import { Parameters } from './parameters.js';

/** A protection as it exists for one person: whole in `state`, to be shown through `sight`. */
export interface SeenProtection {
  state: ProtectionState;
  complaint: ComplaintState;
  sight: Sight;
}

export interface ProtectionFilters {
  isEnded?: boolean;
  /** `none`: not assessed yet. */
  risk?: RiskLevel | 'none';
  isOverdue?: boolean;
}

interface Row {
  state: ProtectionState;
  complaint: ComplaintState;
}

const NEXT_DUE = `(SELECT min(k->>'dueAt') FROM jsonb_array_elements(p.state->'clocks') k
  WHERE k->>'stoppedAt' IS NULL)`;

function narrowing(
  { isEnded = false, risk, isOverdue }: ProtectionFilters,
  now: Instant,
  parameters: Parameters,
): string {
  const conditions = [`p.ended_at IS ${isEnded ? 'NOT NULL' : 'NULL'}`];
  if (risk === 'none') conditions.push(`p.state->'risk' = 'null'`);
  else if (risk !== undefined) conditions.push(`p.state->'risk'->>'level' = ${parameters.bind(risk)}`);
  if (isOverdue === true) conditions.push(`${NEXT_DUE} < ${parameters.bind(now)}`);
  return conditions.map((condition) => ` AND ${condition}`).join('');
}

/** Every staff read of protections. What does not exist for the viewer is told apart from the unknown by nothing. */
export class ProtectionReader {
  constructor(private readonly database: Pick<EntityManager, 'query'>) {}

  /** Null when there is none of that id, or none for this viewer. */
  async one(asker: Asker, id: string, at: Instant): Promise<SeenProtection | null> {
    const parameters = new Parameters();
    const rows: Row[] = await this.database.query(
      `SELECT p.state, c.state AS complaint FROM protection_view p JOIN case_view c ON c.reference = p.reference
        WHERE p.id = ${parameters.bind(id)} AND ${readable(asker.viewer, parameters)}`,
      parameters.values,
    );
    return this.seen(asker, rows, at)[0] ?? null;
  }

  /** Those of a case that exist for the viewer, the complainant's first. */
  async ofCase(asker: Asker, reference: string, at: Instant): Promise<SeenProtection[]> {
    const parameters = new Parameters();
    const rows: Row[] = await this.database.query(
      `SELECT p.state, c.state AS complaint FROM protection_view p JOIN case_view c ON c.reference = p.reference
        WHERE p.reference = ${parameters.bind(reference)} AND ${readable(asker.viewer, parameters)} ORDER BY p.id`,
      parameters.values,
    );
    return this.seen(asker, rows, at);
  }

  /** A page of those that the viewer sees whole, for custodians and auditors: what is due first at the top. */
  async list(
    asker: Asker,
    filters: ProtectionFilters,
    at: Instant,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<SeenProtection[]> {
    const parameters = new Parameters();
    const where = readable(asker.viewer, parameters) + narrowing(filters, at, parameters);
    const rows: Row[] = await this.database.query(
      `SELECT p.state, c.state AS complaint FROM protection_view p JOIN case_view c ON c.reference = p.reference
        WHERE ${where} ORDER BY ${NEXT_DUE} NULLS LAST, p.id
        LIMIT ${parameters.bind(limit)} OFFSET ${parameters.bind(offset)}`,
      parameters.values,
    );
    return this.seen(asker, rows, at).filter(({ sight }) => sight.isWhole);
  }

  /** How many `list` has on all its pages. */
  async count({ viewer }: Asker, filters: ProtectionFilters, at: Instant): Promise<number> {
    const parameters = new Parameters();
    const where = readable(viewer, parameters) + narrowing(filters, at, parameters);
    const rows: { count: number }[] = await this.database.query(
      `SELECT count(*)::int AS count FROM protection_view p JOIN case_view c ON c.reference = p.reference
        WHERE ${where}`,
      parameters.values,
    );
    return rows[0]?.count ?? 0;
  }

  private seen({ viewer, directory }: Asker, rows: Row[], at: Instant): SeenProtection[] {
    return rows.flatMap(({ state, complaint }) => {
      const sight = sightOf(viewer, state, { complaint, directory }, at);
      return sight === null ? [] : [{ state, complaint, sight }];
    });
  }
}
