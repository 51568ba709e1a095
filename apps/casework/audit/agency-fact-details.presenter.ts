import { z } from 'zod';
import { ROLES } from '#domain/policy/role.js';
import type { LedgerEntry } from '#ledger/ledger.js';
import type { Language } from '#web/language/language.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import type { Names } from '../staff-access/names.js';
import { CHANGE_WORDING } from '../wording/agency-fact.wording.js';

/** Of the body of an entry what one line of words can say. Relationships stay tokens: who is related is not told here. */
const told = z.object({
  staff: z.string().optional().catch(undefined),
  delegate: z.string().optional().catch(undefined),
  kind: z.enum(['roles', 'email', 'naming', 'relationship', 'reset']).optional().catch(undefined),
  roles: z.array(z.enum(ROLES)).catch([]),
  name: z.object({ th: z.string(), en: z.string() }).optional().catch(undefined),
});

/** Whom an act of the agency concerned and what it changed, as one line of words; empty when its name says it all. */
export function agencyFactDetails(
  { body }: Pick<LedgerEntry, 'body'>,
  names: Names,
  language: Language,
): string {
  const read = told.safeParse(JSON.parse(body));
  if (!read.success) return '';
  const { staff, delegate, kind, roles, name } = read.data;
  const people = [staff, delegate].flatMap((id) => (id === undefined ? [] : [names.person(id)]));
  return [
    people.join(' → '),
    name?.[language] ?? '',
    kind === undefined ? '' : CHANGE_WORDING[kind][language],
    roles.map((role) => ROLE_WORDING[role][language]).join(', '),
  ]
    .filter((one) => one !== '')
    .join(' · ');
}
