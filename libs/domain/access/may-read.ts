import type { ComplaintState } from '../complaint/complaint-state.js';
import { UNSCREENED_STATUSES } from '../complaint/status.js';
import { isKeptOut, type Person, type Viewer } from '../routing/person.js';
import type { Relation } from './relation.js';

/** The head of agency hears of a case once it is screened, escalated, or has nobody else to screen it. */
export const isShownToHead = (state: ComplaintState): boolean =>
  !UNSCREENED_STATUSES.includes(state.status) ||
  state.status === 'rejection-proposed' ||
  state.screenedBy === 'head-of-agency' ||
  state.escalatedTo.includes('head-of-agency');

function relationsOf(person: Person, state: ComplaintState): Relation[] {
  const screens = state.screenedBy === 'outside-body' ? 'central-desk' : state.screenedBy;
  const relations: Relation[] = [];
  if (person.roles.includes(screens)) relations.push('central-desk');
  if (person.roles.includes('officer') && state.officer === person.id) relations.push('assigned-officer');
  if (person.roles.includes('head-of-unit') && state.unit !== null && person.unitsBelow.includes(state.unit))
    relations.push('head-of-unit');
  if (person.roles.includes('head-of-agency') && isShownToHead(state)) relations.push('head-of-agency');
  if (person.roles.includes('auditor')) relations.push('auditor');
  if (person.roles.includes('custodian')) relations.push('custodian');
  return relations;
}

/**
 * What the viewer is to the case, also by covering for absent colleagues. Empty: to this person the case does
 * not exist. Somebody kept out has none, and nobody gains one by covering for somebody kept out.
 */
export function relationsTo(viewer: Viewer, state: ComplaintState): Relation[] {
  if (isKeptOut(viewer.self, state)) return [];
  const people = [viewer.self, ...viewer.covers.filter((person) => !isKeptOut(person, state))];
  return [...new Set(people.flatMap((person) => relationsOf(person, state)))];
}

/** Why somebody steps aside can tell who complained ("is the accuser's spouse"): it is for whoever watches. */
export const mayReadGrounds = (relations: readonly Relation[]): boolean =>
  relations.includes('head-of-agency') || relations.includes('auditor');

export const mayRead = (viewer: Viewer, state: ComplaintState): boolean =>
  relationsTo(viewer, state).length > 0;
