import type { Person, Viewer } from '#domain/routing/person.js';
import type { Parameters } from './parameters.js';

function standsTo(person: Person, parameters: Parameters, c: string): string {
  const has = (role: Person['roles'][number]): boolean => person.roles.includes(role);
  const screener = `(CASE ${c}.state->>'screenedBy' WHEN 'outside-body' THEN 'central-desk' ELSE ${c}.state->>'screenedBy' END)`;
  const relations = [`${screener} = ANY(${parameters.bind(person.roles)}::text[])`];
  if (has('officer')) relations.push(`${c}.officer = ${parameters.bind(person.id)}`);
  if (has('head-of-unit')) relations.push(`${c}.unit = ANY(${parameters.bind(person.unitsBelow)}::text[])`);
  if (has('head-of-agency')) relations.push(`${c}.shown_to_head`);
  if (has('auditor') || has('custodian')) relations.push('TRUE');
  return `(${relations.join(' OR ')})`;
}

const isNotKeptOut = (person: Person, parameters: Parameters, c: string): string =>
  `NOT (${c}.excluded && ${parameters.bind(person.keptOutBy)}::text[])`;

/**
 * The one place where need-to-know becomes SQL: which rows of case_view, called `c` in the query, exist for the viewer.
 * The same rule as the domain's `relationsTo`; the spec compares the two on every kind of person and case.
 */
export function readable(viewer: Viewer, parameters: Parameters, c = 'c'): string {
  const through = [
    standsTo(viewer.self, parameters, c),
    ...viewer.covers.map(
      (person) => `(${isNotKeptOut(person, parameters, c)} AND ${standsTo(person, parameters, c)})`,
    ),
  ];
  return `(${isNotKeptOut(viewer.self, parameters, c)} AND (${through.join(' OR ')}))`;
}
