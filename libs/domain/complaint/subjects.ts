import type { Policy } from '../policy/policy.js';
import type { OwedBefore, SubjectNotice } from '../policy/subject-notice.js';
import type { Directory } from '../routing/directory.js';
import type { Token } from './command.js';
import type { ComplaintState } from './complaint-state.js';

/** Those of the staff who are accused, not merely matched: an accused unit is told nothing. */
export const accusedPeople = (
  { excluded }: Pick<ComplaintState, 'excluded'>,
  { people }: Pick<Directory, 'people'>,
): Token[] =>
  excluded
    .filter(({ because, token }) => because === 'accused' && people.some((one) => one.token === token))
    .map(({ token }) => token);

/** What can be told now; nothing under packs from before there were such notices. */
export const noticesNow = (
  { status }: Pick<ComplaintState, 'status'>,
  { subjectNotices = [] }: Policy,
): SubjectNotice[] => subjectNotices.filter(({ statuses }) => statuses.includes(status));

/** Whether somebody has still to be told something before the step. */
export function isTellingOwed(
  state: ComplaintState,
  before: OwedBefore,
  { policy, directory }: { policy: Policy; directory: Directory },
): boolean {
  const { told = [] } = state;
  const owed = (policy.subjectNotices ?? []).filter(({ owedBefore }) => owedBefore === before);
  const people = before === 'closing' ? told.map(({ person }) => person) : accusedPeople(state, directory);
  return owed.some(({ id }) =>
    people.some((person) => !told.some((one) => one.notice === id && one.person === person)),
  );
}
