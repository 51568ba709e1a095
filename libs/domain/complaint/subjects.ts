import type { Policy } from '../policy/policy.js';
import type { OwedBefore, SubjectNotice } from '../policy/subject-notice.js';
import type { Directory } from '../routing/directory.js';
import type { Token } from '../routing/token.js';
import type { ComplaintState } from './complaint-state.js';
import { Refusal } from './refusal.js';

/** Those of the staff who are accused, not merely matched: an accused unit is told nothing. */
export const accusedPeople = (
  { excluded }: Pick<ComplaintState, 'excluded'>,
  { people }: Pick<Directory, 'people'>,
): Token[] =>
  excluded
    .filter(({ because, token }) => because === 'accused' && people.some((one) => one.token === token))
    .map(({ token }) => token);

/** The accused, and whoever was told of the case though no longer accused: whom it still concerns. */
export const subjectsOf = (state: ComplaintState, directory: Pick<Directory, 'people'>): Token[] => [
  ...new Set([
    ...accusedPeople(state, directory),
    ...(state.told ?? []).flatMap(({ person }) => person ?? []),
  ]),
];

/** What can be told now; nothing under packs from before there were such notices. */
export const noticesNow = (
  { status }: Pick<ComplaintState, 'status'>,
  { subjectNotices = [] }: Policy,
): SubjectNotice[] => subjectNotices.filter(({ statuses }) => statuses.includes(status));

/** Why this cannot be told to this person now; null when it can. Whoever was told of the case before is told the rest too. */
export function tellingRefusal(
  state: ComplaintState,
  { person, notice }: { person: Token | null; notice: string },
  { policy, directory }: { policy: Policy; directory: Pick<Directory, 'people'> },
): Refusal | null {
  if (!policy.subjectNotices?.some(({ id }) => id === notice)) return new Refusal('NoticeUnknown');
  if (!noticesNow(state, policy).some(({ id }) => id === notice))
    return new Refusal('NotPossibleInThisStatus', { status: state.status });
  const isConcerned = person === null || subjectsOf(state, directory).includes(person);
  return isConcerned ? null : new Refusal('SubjectUnknown');
}

/** Whether somebody has still to be told something before the step; nobody is disciplined while a match is undecided. */
export function isTellingOwed(
  state: ComplaintState,
  before: OwedBefore,
  { policy, directory }: { policy: Policy; directory: Directory },
): boolean {
  const { told = [], excluded } = state;
  const owed = (policy.subjectNotices ?? []).filter(({ owedBefore }) => owedBefore === before);
  if (owed.length === 0) return false;
  if (before === 'discipline' && excluded.some(({ because }) => because === 'automatic-match')) return true;
  const people = before === 'closing' ? told.map(({ person }) => person) : accusedPeople(state, directory);
  return owed.some(({ id }) =>
    people.some((person) => !told.some((one) => one.notice === id && one.person === person)),
  );
}
