import type { ComplaintState } from '../complaint/complaint-state.js';
import type { Role } from '../policy/role.js';
import type { Directory, StaffMember } from '../routing/directory.js';
import { isKeptOut, personOf, viewerOf, type Viewer } from '../routing/person.js';
import { holdersOf } from '../routing/routing.js';
import type { Instant } from '../time/instant.js';
import type { DataRequestState } from './data-request-state.js';

/** Who answers requests, and who else may be the second person. */
export type DataRequestRole = Extract<Role, 'custodian' | 'auditor'>;
const ROLES: readonly DataRequestRole[] = ['custodian', 'auditor'];

type Asked = Pick<DataRequestState, 'requester'>;

/** A requester of the staff keeps out themself and the own relatives, as somebody accused does. */
export const keptOutOf = ({ requester }: Asked): Pick<ComplaintState, 'excluded'> => ({
  excluded: requester === null ? [] : [{ token: requester, because: 'accused' }],
});

/**
 * What the viewer is to the request, also by covering for absent colleagues. Empty: to this person it does not exist:
 * to the requester, to the requester's relatives, and to whoever is neither custodian nor auditor.
 */
export function rolesIn(viewer: Viewer, request: Asked): DataRequestRole[] {
  const excluded = keptOutOf(request);
  if (isKeptOut(viewer.self, excluded)) return [];
  const people = [viewer.self, ...viewer.covers.filter((person) => !isKeptOut(person, excluded))];
  return ROLES.filter((role) => people.some(({ roles }) => roles.includes(role)));
}

/** As above, of a member of staff by id. */
export function rolesOfStaff(
  id: string,
  request: Asked,
  directory: Directory,
  at: Instant,
): DataRequestRole[] {
  const viewer = viewerOf(directory, id, at);
  return viewer === null ? [] : rolesIn(viewer, request);
}

/** Who holds the role for this request now, apart from one member of staff; nobody else stands in for an empty role. */
export function holdersApart(
  role: Role,
  apart: string | null,
  request: Asked,
  directory: Directory,
  at: Instant,
): StaffMember[] {
  const state = { ...keptOutOf(request), unit: null, officer: null };
  const holders = holdersOf(role, state, directory, at);
  return holders?.role === role ? holders.people.filter(({ id }) => id !== apart) : [];
}

/** Whether the member of staff with that token is this one, or a relative. */
export const isRequesterOrRelative = (id: string, request: Asked, directory: Directory): boolean =>
  directory.people.some(
    (member) => member.id === id && isKeptOut(personOf(directory, member), keptOutOf(request)),
  );
