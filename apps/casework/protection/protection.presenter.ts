import { asExactAs, precisionOf, type Precision } from '#domain/access/precision.js';
import type { Policy } from '#domain/policy/policy.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { IdentityAccess } from '#domain/protection/protection-state.js';
import { withinSight } from '#domain/protection/sight.js';
import { epochMs, type Instant } from '#domain/time/instant.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import { listedName } from '#web/wording/listed.wording.js';
import type { PageLocals } from '#web/page-locals.js';
import { actorName, type Names } from '../staff-access/names.js';
import { showDue } from '../worklist/due.presenter.js';
import {
  ACCESS_STATUS_WORDING,
  ANSWER_WORDING,
  CHECK_IN_WORDING,
  PERSONNEL_ACTION_WORDING,
  PROTECTION_COMMAND_WORDING,
  PROTECTION_EVENT_WORDING,
  RISK_WORDING,
} from '../wording/protection.wording.js';
import { textIdsOf } from '../wording/text-ids.js';
import { toldAs } from '../wording/told-as.js';
import { employmentShown } from './employment.presenter.js';
import { PROTECTION_TARGET } from './commands/protection-command.js';
import type { ProtectionAction } from './commands/possible-protection-actions.js';
import {
  JUSTIFIED,
  protectionClockName,
  protectionDetails,
  protectionWhy,
} from './protection-details.presenter.js';

/** All that the page is made of, read for one person. */
export interface ProtectionView {
  seen: SeenProtection;
  policy: Policy;
  events: ProtectionEvent[];
  words: Map<string, string>;
  actions: ProtectionAction[];
  names: Names;
  /** How exactly this person is told when the complainant acted. */
  precision: Precision;
  /** The viewer's staff id. */
  reader: string;
  now: Instant;
}

type History = Pick<ProtectionView, 'events' | 'words' | 'policy' | 'names' | 'precision'>;

/** What happened in words, the newest first. */
export function protectionHistory({ events, words, policy, names, precision }: History, locals: PageLocals) {
  const { language, t } = locals;
  return events
    .filter(({ type }) => type !== 'ClocksReckoned')
    .map((event) => ({
      title: PROTECTION_EVENT_WORDING[event.type][language],
      details: protectionDetails(event, { ...locals, policy, names }),
      at: asExactAs(precisionOf(event.actor, precision), event.at),
      when: toldAs(precisionOf(event.actor, precision), locals)(event.at),
      by: actorName(event.actor, names, t),
      texts: textIdsOf(event).flatMap((id) => words.get(id) ?? []),
    }))
    .reverse();
}

/** One request to know who complained, in words. */
export function accessShown(
  one: IdentityAccess,
  { events, words, policy, names }: Omit<History, 'precision'>,
  { language, t, instant }: PageLocals,
) {
  const { purposes, grounds } = policy.protection.access;
  const asked = events.find(
    ({ type, body }) => type === 'IdentityAskedFor' && 'access' in body && body.access === one.access,
  );
  return {
    access: one.access,
    by: names.person(one.by),
    purpose: listedName(purposes, one.purpose, language),
    ground: listedName(grounds, one.ground, language),
    hours: t('protection.hours', { count: one.hours }),
    reason:
      asked === undefined
        ? ''
        : textIdsOf(asked)
            .flatMap((id) => words.get(id) ?? [])
            .join('\n'),
    status: ACCESS_STATUS_WORDING[one.status][language],
    isOpen: one.status === 'open',
    asked: instant(one.askedAt),
    decidedBy: one.decidedBy === null ? '' : names.person(one.decidedBy),
    until: one.until === null ? '' : instant(one.until),
    inEmergency: one.inEmergency,
    isReviewed: one.reviewedAt !== null,
    isTellingBarred: one.isTellingBarred,
  };
}

/** The template's model. Pure: everything it shows was read before, for this very person. */
export function presentProtection(view: ProtectionView, locals: PageLocals) {
  const { seen, policy, actions, names, reader, now } = view;
  const { language, t } = locals;
  const state = withinSight(seen.state, seen.sight);
  const { protection: pack } = policy;
  const actionsOf = (target: string | undefined, of: number | null) =>
    actions
      .filter((one) => PROTECTION_TARGET[one.name] === target && one.of === of)
      .map(({ name }) => ({
        text: PROTECTION_COMMAND_WORDING[name][language],
        href: `/protections/${state.id}/${name}${target === undefined ? '' : `?${target}=${of}`}`,
      }));
  const row = (key: string, value: string) => ({ key: t(`protection.${key}`), value });
  return {
    id: state.id,
    reference: state.reference,
    title: t(`protection.of-${state.person}`),
    isWhole: seen.sight.isWhole,
    isOver: state.endedAt !== null,
    summary: [
      row('case', state.reference),
      row('mode', t(`identity.${state.identityMode}`)),
      ...(seen.sight.isWhole
        ? [
            row('isStaff', employmentShown(state, language)),
            row('mayBeMailed', t(state.mayBeMailed ? 'casework.yes' : 'casework.no')),
            row('risk', RISK_WORDING[state.risk?.level ?? 'none'][language]),
          ]
        : []),
      ...(state.endedAt === null ? [] : [row('ended', locals.instant(state.endedAt))]),
    ],
    actions: actionsOf(undefined, null),
    assessments: view.events.flatMap((event) =>
      event.type === 'RiskAssessed' ? protectionHistory({ ...view, events: [event] }, locals) : [],
    ),
    measures: state.measures.map((one) => ({
      title: `${one.measure}. ${listedName(pack.measures, one.kind, language)}`,
      owner: names.person(one.owner),
      begun: locals.date(one.begunAt),
      until: one.until === null ? t('protection.noEnd') : locals.date(one.until),
      ended: one.endedAt === null ? '' : locals.date(one.endedAt),
      hasRunOut: one.hasRunOut && one.endedAt === null,
      proofs: protectionHistory(
        {
          ...view,
          events: view.events.filter(
            ({ type, body }) =>
              (type === 'MeasureBegun' || type === 'MeasureProved' || type === 'MeasureEnded') &&
              'measure' in body &&
              body.measure === one.measure,
          ),
        },
        locals,
      ).reverse(),
      actions: actionsOf('measure', one.measure),
    })),
    checkIns: state.checkIns.map((one) => ({
      when: locals.date(one.askAt),
      status: CHECK_IN_WORDING[one.status][language],
      answer: one.answer === null ? '' : ANSWER_WORDING[one.answer][language],
    })),
    personnelActions: state.personnelActions.map(({ action, kind, on, isJustified }) => ({
      title: `${PERSONNEL_ACTION_WORDING[kind][language]} · ${locals.date(on)}`,
      judged:
        isJustified === null ? t('protection.notJudged') : JUSTIFIED[isJustified ? 'yes' : 'no'][language],
      actions: actionsOf('action', action),
    })),
    accesses: state.accesses.map((one) => ({
      ...accessShown(one, view, locals),
      isOwn: one.by === reader,
      actions: actionsOf('access', one.access),
    })),
    clocks: state.clocks
      .filter(({ stoppedAt }) => stoppedAt === null)
      .sort((a, b) => epochMs(a.dueAt) - epochMs(b.dueAt))
      .map((clock) => ({
        name: protectionClockName(clock.id, policy, language),
        due: showDue(clock.dueAt, now, locals),
        why: protectionWhy(clock, policy, language, view.precision),
      })),
    history: protectionHistory(view, locals),
  };
}
