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

type Asked = Pick<DataRequestState, 'requester' | 'named'>;

/** A requester of the staff, and whoever the words name, is kept out with all relatives, as somebody accused is. */
export const keptOutOf = ({ requester, named = [] }: Asked): Pick<ComplaintState, 'excluded'> => ({
  excluded: [...(requester === null ? [] : [requester]), ...named].map((token) => ({
    token,
    because: 'accused',
  })),
});

/**
 * What the viewer is to the request, also by covering for absent colleagues. Empty: to this person it does not exist:
 * to the requester, to whoever is named, to their relatives, to whoever is neither custodian nor auditor; to nobody
 * before it is known who is named.
 */
export function rolesIn(viewer: Viewer, request: Asked & Pick<DataRequestState, 'clock'>): DataRequestRole[] {
  if (request.clock === null) return [];
  const excluded = keptOutOf(request);
  if (isKeptOut(viewer.self, excluded)) return [];
  const people = [viewer.self, ...viewer.covers.filter((person) => !isKeptOut(person, excluded))];
  return ROLES.filter((role) => people.some(({ roles }) => roles.includes(role)));
}

/** As above, of a member of staff by id. */
export function rolesOfStaff(
  id: string,
  request: DataRequestState,
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

/** Whether this one is, or is a relative of, the requester or somebody named. */
export const isRequesterOrRelative = (id: string, request: Asked, directory: Directory): boolean =>
  directory.people.some(
    (member) => member.id === id && isKeptOut(personOf(directory, member), keptOutOf(request)),
  );
