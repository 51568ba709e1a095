import { STATUSES } from '#domain/complaint/status.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Language } from '#web/language/language.js';
import { listedName } from '#web/wording/listed.wording.js';
import { STATUS_WORDING } from '#web/wording/status.wording.js';

interface Choice {
  value: string;
  text: string;
}

/** What a list of cases can be narrowed by. */
export const caseChoices = (
  { categories }: Policy,
  language: Language,
): { statuses: Choice[]; categories: Choice[] } => ({
  statuses: STATUSES.map((status) => ({ value: status, text: STATUS_WORDING[status][language] })),
  categories: categories.map(({ id, name }) => ({ value: id, text: name[language] })),
});

/** A category that is no longer in the policy stands for itself. */
export const categoryName = (id: string, { categories }: Policy, language: Language): string =>
  listedName(categories, id, language);
