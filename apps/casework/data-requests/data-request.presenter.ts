import type { AnswerKind } from '#domain/data-request/data-request-command.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import { isDataRequestOver, type DataRequestState } from '#domain/data-request/data-request-state.js';
import type { DataRequestRole } from '#domain/data-request/part-in-request.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Instant } from '#domain/time/instant.js';
import type { PageLocals } from '#web/page-locals.js';
import { phraseWhy } from '#web/wording/why.wording.js';
import { actorName, type Names } from '../staff-access/names.js';
import type { DataRequestTexts } from './data-request-file.js';

/** Whether the answer is due already and not given. */
export const isLate = ({ clock }: DataRequestState, now: Instant): boolean =>
  clock !== null && clock.stoppedAt === null && clock.dueAt < now;

/** Which forms the page has for somebody who is that to the request. */
export function formsFor(
  state: DataRequestState,
  roles: readonly DataRequestRole[],
  staff: string,
): { confirms: boolean; proposes: AnswerKind[]; decides: boolean; waitsForAnother: boolean } {
  const isCustodian = roles.includes('custodian') && !isDataRequestOver(state);
  const isProposed = state.status === 'proposed';
  const isOwn = state.answer?.by === staff;
  return {
    confirms: isCustodian && state.status === 'received',
    proposes:
      !isCustodian || isProposed
        ? []
        : state.isIdentified
          ? ['data-given', 'nothing-may-be-given']
          : ['not-identified'],
    decides: isProposed && !isOwn,
    waitsForAnother: isProposed && isOwn,
  };
}

/** When the request counts as received, with why that is not when it was sent. */
export function receivedText(
  [first]: readonly DataRequestEvent[],
  { receivedAt }: Pick<DataRequestState, 'receivedAt'>,
  policy: Policy,
  { instant, language }: PageLocals,
): string {
  const filedAt = first?.at ?? receivedAt;
  if (filedAt === receivedAt) return instant(receivedAt);
  const step = { code: 'deemed-received', filedAt, deemedAt: receivedAt } as const;
  return phraseWhy([step], language, policy, 'minute').join(' ');
}

/** What happened to a request, in order, with the words that belong to each step. */
export function historyOf(
  events: readonly DataRequestEvent[],
  { written }: DataRequestTexts,
  names: Names,
  { t, instant }: PageLocals,
): { what: string; when: string; by: string; words: string }[] {
  const wordsOf = (event: DataRequestEvent): string => {
    if (event.type === 'IdentityConfirmed') return written.get(event.body.how.id) ?? '';
    if (event.type === 'AnswerProposed') return written.get(event.body.answer.id) ?? '';
    return event.type === 'AnswerReturned' ? (written.get(event.body.reason.id) ?? '') : '';
  };
  return events.map((event) => ({
    what: t(`dataRequests.event.${event.type}`),
    when: instant(event.at),
    by: actorName(event.actor, names, t),
    words: wordsOf(event),
  }));
}
