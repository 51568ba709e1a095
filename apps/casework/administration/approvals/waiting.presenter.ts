import type { ProposedChange } from '#persistence/proposed-change-store.js';
import type { StaffRecord } from '#persistence/staff-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { RELATIONSHIP_WORDING } from '../../wording/relationship.wording.js';

/** A change that waits, in one sentence: what, for whom and at which address, asked by whom and when. */
export function waitingText(
  change: ProposedChange,
  people: readonly StaffRecord[],
  { t, language, instant }: PageLocals,
): string {
  const subject = people.find(({ id }) => id === change.staff);
  const words = {
    name: subject?.name ?? change.staff,
    position: subject?.position ?? '',
    ...(change.kind === 'naming' && { newName: change.name, newPosition: change.position }),
    email: change.kind === 'email' ? change.email : (subject?.email ?? ''),
    by: people.find(({ id }) => id === change.askedBy)?.name ?? change.askedBy,
    when: instant(change.askedAt),
    ...(change.kind === 'relationship' && {
      other: people.find(({ id }) => id === change.other)?.name ?? change.other,
      relation: RELATIONSHIP_WORDING[change.relation][language],
      degree: change.degree === null ? '' : `, ${t('relationships.degreeIs', { degree: change.degree })}`,
    }),
    roles: change.kind === 'roles' ? change.roles.map((role) => ROLE_WORDING[role][language]).join(', ') : '',
  };
  return t(`approvals.what.${change.kind}`, words);
}
