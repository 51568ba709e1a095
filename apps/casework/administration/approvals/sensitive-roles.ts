import type { Role } from '#domain/policy/role.js';
import type { StaffRecord } from '#persistence/staff-store.js';

/** What one administrator alone gives nobody: what opens identities, the ledger, the accounts, or decides for the agency. */
const SENSITIVE_ROLES = [
  'custodian',
  'auditor',
  'administrator',
  'head-of-agency',
] as const satisfies readonly Role[];
/** Who approves: an administrator, or where there is no other one, the head of the agency. */
export const APPROVING_ROLES = ['administrator', 'head-of-agency'] as const satisfies readonly Role[];

export const sensitiveOf = (roles: readonly Role[]): Role[] =>
  SENSITIVE_ROLES.filter((role) => roles.includes(role));

/** Whether a new name or post waits for a second person: under it a complaint against somebody of weight would not find them. */
export const isNamingSensitive = ({ roles }: Pick<StaffRecord, 'roles'>): boolean =>
  sensitiveOf(roles).length > 0 || roles.includes('head-of-unit');

/** By being related to the accused they would lose a case that nobody else might see. */
const WATCHING_ROLES = [
  'central-desk',
  'auditor',
  'custodian',
  'head-of-agency',
] as const satisfies readonly Role[];

/** Whether a relationship of people with these roles waits for a second person. */
export const isRelationshipSensitive = (rolesOfBoth: readonly (readonly Role[])[]): boolean =>
  WATCHING_ROLES.some((role) => rolesOfBoth.some((roles) => roles.includes(role)));

/** The sensitive roles that the person has after the change and did not have before; who is not active has none. */
export function sensitiveRolesGained(
  before: Pick<StaffRecord, 'roles' | 'isActive'> | null,
  after: Pick<StaffRecord, 'roles' | 'isActive'>,
): Role[] {
  const had = before?.isActive === true ? before.roles : [];
  return after.isActive ? sensitiveOf(after.roles).filter((role) => !had.includes(role)) : [];
}

/** Who may approve what one person asks for another, or two others: none of them; heads of agency only where no administrator can. */
export function approversOf(
  people: readonly Pick<StaffRecord, 'id' | 'roles' | 'isActive'>[],
  { askedBy, staff, other }: { askedBy: string; staff: string; other?: string },
): string[] {
  for (const role of APPROVING_ROLES) {
    const able = people.filter(
      ({ id, roles, isActive }) => isActive && roles.includes(role) && ![askedBy, staff, other].includes(id),
    );
    if (able.length > 0) return able.map(({ id }) => id);
  }
  return [];
}

/** What the first administrator may appoint alone, so that there is somebody to approve. */
export const mayBeginWith = (roles: readonly Role[]): boolean =>
  roles.every((role) => (APPROVING_ROLES as readonly Role[]).includes(role));
