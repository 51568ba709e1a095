import { isKeptOut, personOf } from '../routing/person.js';
import { holdersOf, isNobodyLeft, isUnitKeptOut } from '../routing/routing.js';
import type { Instant } from '../time/instant.js';
import type { ScreeningRole } from './complaint-event.js';
import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';
import { fact, type Fact } from './fact.js';

/** What a new exclusion takes away: the officer's assignment, the unit's hold, the desk's first reading. */
export function consequences(state: ComplaintState, at: Instant, { directory }: DecisionContext): Fact[] {
  const facts: Fact[] = [];
  const isUnitOut = state.unit !== null && isUnitKeptOut(state.unit, state, directory);
  const officer = directory.people.find(({ id }) => id === state.officer);
  if (isUnitOut && state.completedAt === null) facts.push(fact('TakenBackFromUnit', { because: 'conflict' }));
  else if (officer !== undefined && isKeptOut(personOf(directory, officer), state))
    facts.push(fact(isWithOfficer(state) ? 'AssignmentEnded' : 'OfficerRelieved', { because: 'conflict' }));
  const role = firstReader(state, at, directory);
  if (role !== state.screenedBy && !state.isHandedToOutsideBody)
    facts.push(fact('ScreeningGivenTo', { role }));
  const isAbandoned = !state.isHandedToOutsideBody && isNobodyLeft(state, directory, at);
  if (isAbandoned !== (state.isNobodyLeft ?? false))
    facts.push(fact(isAbandoned ? 'NobodyLeft' : 'SomebodyFound', {}));
  return facts;
}

const isWithOfficer = ({ status }: ComplaintState): boolean =>
  status === 'assigned' || status === 'fact-finding';

/** The desk is passed over when it is named, not when its people are merely on leave. */
function firstReader(
  state: ComplaintState,
  at: Instant,
  directory: DecisionContext['directory'],
): ScreeningRole {
  const desk = directory.people.filter(({ isActive, roles }) => isActive && roles.includes('central-desk'));
  if (desk.some((member) => !isKeptOut(personOf(directory, member), state))) return 'central-desk';
  return holdersOf('head-of-agency', state, directory, at) === null ? 'outside-body' : 'head-of-agency';
}
