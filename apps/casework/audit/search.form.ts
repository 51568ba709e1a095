import { z } from 'zod';
import { atMinute, addDays } from '#domain/time/instant.js';
import { STATUSES } from '#domain/complaint/status.js';
import { placeOf } from '#persistence/case-cursor.js';
import type { CaseFilters } from '#persistence/case-filters.js';
import { day } from '#web/input/day.schema.js';

const code = z.string().trim().max(120).optional();
const date = z.string().trim().pipe(day).optional();

/** The query of a search, on the page and over the API. Dates are days in Bangkok. */
export const searchSchema = z.object({
  reference: code,
  status: z.enum(STATUSES).optional(),
  category: code,
  unit: code,
  officer: code,
  phase: z.enum(['open', 'completed']).optional(),
  overdue: z
    .enum(['true', 'false', 'yes'])
    .optional()
    .transform((text) => text === 'true' || text === 'yes'),
  from: date,
  to: date,
  q: z.string().trim().max(200).optional(),
  cursor: z
    .string()
    .max(400)
    .refine((text) => placeOf(text) !== null)
    .optional(),
});
export type Search = z.infer<typeof searchSchema>;

/** Empty fields of a form say nothing. */
export const withoutEmpty = (query: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

/** `tokensOfWords` makes the keyed tokens under which the words of cases are indexed. */
export function filtersOf(search: Search, tokensOfWords: (words: string) => string[][]): CaseFilters {
  const { reference, status, category, unit, officer, phase, overdue, from, to, q } = search;
  return {
    reference: reference?.toUpperCase(),
    status,
    category,
    unit,
    officer,
    phase,
    isOverdue: overdue,
    filedFrom: from && atMinute(from, 0),
    filedBefore: to && atMinute(addDays(to, 1), 0),
    words: q ? tokensOfWords(q) : [],
  };
}
