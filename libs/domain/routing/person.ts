import type { Token } from './token.js';
import type { ComplaintState } from '../complaint/complaint-state.js';
import type { Exclusion } from '../complaint/exclusion.js';
import type { Role } from '../policy/role.js';
import { dateOf, type Instant } from '../time/instant.js';
import type { Directory, StaffMember } from './directory.js';

/** A member of staff with all that routing derives from the organisation chart. */
export interface Person {
  id: string;
  token: Token;
  /**
   * What keeps the person out of a case that has one of them: the own token, those of the own unit and the units above it
   * (the agency itself left out unless the person sits there), and `relativesOf` each relative.
   */
  keptOutBy: Token[];
  unit: string;
  /** Own unit and every unit below. */
  unitsBelow: string[];
  roles: Role[];
}

/** A signed-in person, and those whose absence this person covers today. */
export interface Viewer {
  self: Person;
  covers: Person[];
}

/** Stands for the relatives of the one with this token. */
export const relativesOf = (token: Token): Token => `relatives-of:${token}`;

function chainOf(directory: Directory, unit: string): Directory['units'] {
  const found = directory.units.find(({ id }) => id === unit);
  if (found === undefined) return [];
  return found.parent === null ? [found] : [found, ...chainOf(directory, found.parent)];
}

const isAtOrBelow = (directory: Directory, unit: string, top: string): boolean =>
  chainOf(directory, unit).some(({ id }) => id === top);

export function personOf(directory: Directory, member: StaffMember): Person {
  const chain = chainOf(directory, member.unit);
  return {
    id: member.id,
    token: member.token,
    keptOutBy: [
      member.token,
      ...chain.filter((unit, at) => at === 0 || unit.parent !== null).map(({ token }) => token),
      ...member.relatives.map(relativesOf),
    ],
    unit: member.unit,
    unitsBelow: directory.units.map(({ id }) => id).filter((id) => isAtOrBelow(directory, id, member.unit)),
    roles: member.roles,
  };
}

/** The colleague who covers for the member on that day, or null when the member is there. */
export function delegateOn(member: StaffMember, at: Instant): string | null {
  const today = dateOf(at);
  return member.delegations.find(({ from, to }) => from <= today && today <= to)?.delegate ?? null;
}

/** Null when there is no such active member of staff. */
export function viewerOf(directory: Directory, id: string, at: Instant): Viewer | null {
  const active = directory.people.filter(({ isActive }) => isActive);
  const self = active.find((member) => member.id === id);
  if (self === undefined) return null;
  const covers = active.filter((member) => delegateOn(member, at) === id);
  return { self: personOf(directory, self), covers: covers.map((member) => personOf(directory, member)) };
}

/** Whoever is named keeps out the own relatives; whoever has an interest, or is in the chain, steps aside alone. */
const KEEPS_RELATIVES_OUT: readonly Exclusion['because'][] = ['accused', 'automatic-match', 'linked'];

/** All that keeps somebody out of the case. */
export const keepsOut = ({ excluded }: Pick<ComplaintState, 'excluded'>): Token[] =>
  excluded.flatMap(({ token, because }) =>
    KEEPS_RELATIVES_OUT.includes(because) ? [token, relativesOf(token)] : [token],
  );

/** Whether the person, or a unit of the person's, is accused, matched or has an interest in the case, or a relative is accused. */
export function isKeptOut(
  { keptOutBy }: Pick<Person, 'keptOutBy'>,
  state: Pick<ComplaintState, 'excluded'>,
): boolean {
  const tokens = keepsOut(state);
  return keptOutBy.some((token) => tokens.includes(token));
}
