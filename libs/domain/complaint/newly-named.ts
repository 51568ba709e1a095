import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';
import { fact, type Fact } from './fact.js';

/** Whoever is named by what the complainant writes later is kept out as from the filing on, until a person decides. */
export function newlyNamed({ excluded }: ComplaintState, { named }: DecisionContext): Fact[] {
  const isNew = (token: string): boolean => !excluded.some((known) => known.token === token);
  const [persons, units] = [(named?.persons ?? []).filter(isNew), (named?.units ?? []).filter(isNew)];
  return persons.length + units.length === 0 ? [] : [fact('MatchesFound', { persons, units })];
}
