import type { Role } from '../policy/role.js';
import { type Holders, holdersOf } from '../routing/routing.js';
import type { Instant } from '../time/instant.js';
import type { ProtectionContext } from './protection-context.js';

/**
 * Who holds the role for this person now, apart from one member of staff: whoever asked does not decide, whoever acted
 * does not review. Nobody whom the case keeps out; custodians first, the head of agency when none of them is free.
 */
export function holdersApart(
  role: Role,
  apart: string | null,
  { complaint, directory }: Pick<ProtectionContext, 'complaint' | 'directory'>,
  at: Instant,
): Holders | null {
  const token = directory.people.find(({ id }) => id === apart)?.token;
  const excluded =
    token === undefined
      ? complaint.excluded
      : [...complaint.excluded, { token, because: 'declared-interest' as const }];
  return holdersOf(role, { ...complaint, excluded }, directory, at);
}

/** Whether it is for this member of staff to do what somebody other than `apart` does, first of all a custodian. */
export const isForSecondPerson = (
  staff: string,
  apart: string,
  context: Pick<ProtectionContext, 'complaint' | 'directory'>,
  at: Instant,
): boolean =>
  staff !== apart &&
  (holdersApart('custodian', apart, context, at)?.people.some(({ id }) => id === staff) ?? false);
