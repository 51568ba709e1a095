import type { Instant } from '#domain/time/instant.js';
import type { Parameters } from './parameters.js';

/** What a list of cases may be narrowed by. `words`: of each word the keyed
 * tokens that it may be indexed under, never the word. */
export interface CaseFilters {
  reference?: string;
  status?: string;
  category?: string;
  unit?: string;
  officer?: string;
  /** `open` leaves out what is final; `closed` keeps only completed cases. */
  phase?: 'open' | 'completed';
  isOverdue?: boolean;
  filedFrom?: Instant;
  filedBefore?: Instant;
  words?: string[][];
}

/** The filters as SQL over `c` = case_view, beginning with AND; empty when nothing narrows. */
export function narrowing(filters: CaseFilters, now: Instant, parameters: Parameters): string {
  const { bind } = { bind: (value: unknown) => parameters.bind(value) };
  const conditions: string[] = [];
  if (filters.reference) conditions.push(`c.reference = ${bind(filters.reference)}`);
  if (filters.status) conditions.push(`c.status = ${bind(filters.status)}`);
  if (filters.category) conditions.push(`c.category = ${bind(filters.category)}`);
  if (filters.unit) conditions.push(`c.unit = ${bind(filters.unit)}`);
  if (filters.officer) conditions.push(`c.officer = ${bind(filters.officer)}`);
  if (filters.phase === 'open') conditions.push('c.completed_at IS NULL');
  if (filters.phase === 'completed') conditions.push('c.completed_at IS NOT NULL');
  if (filters.isOverdue) conditions.push(`c.next_due_at < ${bind(now)}`);
  if (filters.filedFrom) conditions.push(`c.filed_at >= ${bind(filters.filedFrom)}`);
  if (filters.filedBefore) conditions.push(`c.filed_at < ${bind(filters.filedBefore)}`);
  for (const word of filters.words ?? [])
    conditions.push(
      `EXISTS (SELECT 1 FROM search_word w WHERE w.reference = c.reference AND w.word_token = ANY(${bind(word)}::bigint[]))`,
    );
  return conditions.map((condition) => ` AND ${condition}`).join('');
}
