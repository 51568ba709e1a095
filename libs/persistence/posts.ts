import type { Token } from '#domain/routing/token.js';
import type { Role } from '#domain/policy/role.js';
import type { Directory, StaffMember } from '#domain/routing/directory.js';
import { delegateOn, personOf } from '#domain/routing/person.js';
import type { Instant } from '#domain/time/instant.js';

/** A role as somebody fills it today. */
export interface Post {
  role: Role;
  /** Who has the role, and who does its work: the same person, or the delegate while the member is away. */
  member: string;
  carrier: string;
  /** The member's unit, and that unit with all below it. */
  unit: string;
  below: string[];
  /** Filled in a case that keeps out none of these. */
  tokens: Token[];
  /** The member is away, and whoever covers may not be there either: work waits here rather than climbs on. */
  waits: boolean;
}

/** The desk, the auditor and the head of agency have nobody above who could do their work. */
const WAITING: readonly Role[] = ['central-desk', 'auditor', 'head-of-agency'];

function postsOfMember(directory: Directory, member: StaffMember, at: Instant): Post[] {
  const self = personOf(directory, member);
  const delegate = delegateOn(member, at);
  const isThere = (one: StaffMember): boolean => one.isActive && delegateOn(one, at) === null;
  const carrier =
    delegate === null ? member : directory.people.find((one) => one.id === delegate && isThere(one));
  const post = (role: Role, by: StaffMember, waits: boolean): Post => {
    const tokens = [self, personOf(directory, by)].flatMap(({ keptOutBy }) => keptOutBy);
    const { unit, unitsBelow: below } = self;
    return { role, member: member.id, carrier: by.id, unit, below, tokens, waits };
  };
  return member.roles.flatMap((role) => [
    ...(carrier === undefined ? [] : [post(role, carrier, false)]),
    ...(delegate !== null && WAITING.includes(role) ? [post(role, member, true)] : []),
  ]);
}

/** Who fills which role at that moment, as the domain's `holdersOf` has it; in which case, its exclusions decide. */
export const postsOf = (directory: Directory, at: Instant): Post[] =>
  directory.people
    .filter(({ isActive }) => isActive)
    .flatMap((member) => postsOfMember(directory, member, at));
