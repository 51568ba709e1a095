import type { ComplaintState } from '../complaint/complaint-state.js';
import type { Exclusion } from '../complaint/exclusion.js';
import type { Role } from '../policy/role.js';
import type { Instant } from '../time/instant.js';
import type { Directory, StaffMember } from './directory.js';
import { delegateOn, isKeptOut, personOf } from './person.js';

/** Who holds a duty in a case at some moment: the role that was reached, its unit where it has one, the people. */
export interface Holders {
  role: Role;
  unit: string | null;
  people: StaffMember[];
}

/** What of a matter decides who may hold what in it. */
type Routed = Pick<ComplaintState, 'excluded' | 'unit' | 'officer'>;

const isFree = (directory: Directory, member: StaffMember, state: Pick<Routed, 'excluded'>): boolean =>
  member.isActive && !isKeptOut(personOf(directory, member), state);

/** The member, or the delegate while absent; nobody when kept out, and nobody chosen by somebody kept out. */
function present(
  directory: Directory,
  member: StaffMember,
  state: Pick<Routed, 'excluded'>,
  at: Instant,
): StaffMember[] {
  if (!isFree(directory, member, state)) return [];
  const delegate = delegateOn(member, at);
  if (delegate === null) return [member];
  const cover = directory.people.find(({ id }) => id === delegate);
  const isThere = cover !== undefined && isFree(directory, cover, state) && delegateOn(cover, at) === null;
  return isThere ? [cover] : [];
}

/** The unit and those above it, lowest first. */
function unitsUpward(directory: Directory, unit: string | null): string[] {
  const found = directory.units.find(({ id }) => id === unit);
  return found === undefined ? [] : [found.id, ...unitsUpward(directory, found.parent)];
}

/**
 * Who holds the role in this case now. Climbs past people who are kept out or away: officer → head of unit →
 * heads of the units above → head of agency; central desk → head of agency.
 * Returns null when every head of agency is kept out: then the matter is for the outside body.
 */
export function holdersOf(role: Role, state: Routed, directory: Directory, at: Instant): Holders | null {
  const withRole = (wanted: Role, belongs: (member: StaffMember) => boolean = () => true): StaffMember[] => {
    const people = directory.people
      .filter((member) => member.roles.includes(wanted) && belongs(member))
      .flatMap((member) => present(directory, member, state, at));
    return people.filter((member, index) => people.findIndex(({ id }) => id === member.id) === index);
  };
  const rungs: Holders[] = [];
  if (role === 'officer')
    rungs.push({ role, unit: state.unit, people: withRole('officer', ({ id }) => id === state.officer) });
  if (role === 'officer' || role === 'head-of-unit')
    for (const unit of unitsUpward(directory, state.unit))
      rungs.push({
        role: 'head-of-unit',
        unit,
        people: withRole('head-of-unit', (head) => head.unit === unit),
      });
  // These wait for their people rather than climb past those who are merely away without a delegate who could act.
  const orAway = (wanted: Role): StaffMember[] => {
    const people = withRole(wanted);
    const free = directory.people.filter(
      (member) => member.roles.includes(wanted) && isFree(directory, member, state),
    );
    return people.length > 0 ? people : free;
  };
  if (role === 'central-desk' || role === 'auditor' || role === 'custodian' || role === 'administrator')
    rungs.push({ role, unit: null, people: orAway(role) });
  if (role !== 'auditor' && role !== 'administrator')
    rungs.push({ role: 'head-of-agency', unit: null, people: orAway('head-of-agency') });
  return rungs.find(({ people }) => people.length > 0) ?? null;
}

/**
 * Who carries a case to the outside body that nobody up to the head of agency may deal with: somebody of the desk, else
 * the auditors, else the custodians. Null: every one of them is kept out.
 */
export function carriersOf(state: ComplaintState, directory: Directory, at: Instant): Holders | null {
  for (const role of ['central-desk', 'auditor', 'custodian'] as const) {
    const holders = holdersOf(role, state, directory, at);
    if (holders?.role === role) return holders;
  }
  return null;
}

/** Whether nobody is left who may deal with the case, its officer neither, nor carry it out of the agency. */
export const isNobodyLeft = (state: ComplaintState, directory: Directory, at: Instant): boolean =>
  holdersOf('officer', state, directory, at) === null && carriersOf(state, directory, at) === null;

/** Officers of the case's unit (or below) who may be given it now, the least loaded first. */
export function eligibleOfficers(state: ComplaintState, directory: Directory, at: Instant): StaffMember[] {
  return directory.people
    .filter(
      (member) =>
        member.roles.includes('officer') &&
        unitsUpward(directory, member.unit).includes(state.unit ?? '') &&
        isFree(directory, member, state) &&
        delegateOn(member, at) === null,
    )
    .sort((a, b) => a.openCases - b.openCases || a.id.localeCompare(b.id));
}

const INTERESTS: readonly (Exclusion['because'] | undefined)[] = ['declared-interest', 'found-interest'];

/**
 * Whether the unit, or one above it short of the agency itself, is accused or headed by somebody accused: nobody looks
 * into what the own superior has done. A head who merely has an interest steps aside alone.
 */
export function isUnitKeptOut(unit: string, state: ComplaintState, directory: Directory): boolean {
  const excluded = new Map(state.excluded.map(({ token, because }) => [token, because]));
  const isAccused = ({ token }: { token: string }): boolean =>
    excluded.has(token) && !INTERESTS.includes(excluded.get(token));
  return unitsUpward(directory, unit).some((id, index) => {
    const found = directory.units.find((one) => one.id === id);
    if (found === undefined || (index > 0 && found.parent === null)) return false;
    const heads = directory.people.filter(
      (member) => member.unit === id && member.isActive && member.roles.includes('head-of-unit'),
    );
    return excluded.has(found.token) || heads.some(isAccused);
  });
}

/** Units to which the desk may hand the case: those in use, not accused and with somebody free to head the work. */
export const availableUnits = (state: ComplaintState, directory: Directory, at: Instant): string[] =>
  directory.units
    .filter(({ isActive }) => isActive)
    .map(({ id }) => id)
    .filter(
      (unit) =>
        !isUnitKeptOut(unit, state, directory) &&
        holdersOf('head-of-unit', { ...state, unit }, directory, at) !== null,
    );
