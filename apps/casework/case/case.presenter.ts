import { asExactAs, precisionOf, type Precision } from '#domain/access/precision.js';
import type { CommandName } from '#domain/complaint/command.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import { evidenceOf } from '#filing/complainant-case.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Instant } from '#domain/time/instant.js';
import type { LedgerEntry } from '#ledger/ledger.js';
import { toEvent } from '#persistence/ledger-store.js';
import { showFile } from '#web/evidence/shown-file.presenter.js';
import type { PageLocals } from '#web/page-locals.js';
import { eventText } from '#web/wording/event.wording.js';
import { STATUS_WORDING } from '#web/wording/status.wording.js';
import { isStaffCommand, type StaffCommandName } from '../commands/staff-command.js';
import { actorName } from '../staff-access/names.js';
import type { NamesOfCase } from '../subject-letters/addressee.js';
import { categoryName } from '../wording/case-choices.js';
import { COMMAND_WORDING } from '../wording/command-wording.js';
import { textIdsOf } from '../wording/text-ids.js';
import { toldAs } from '../wording/told-as.js';
import type { CaseTexts } from './case-file.js';
import { clocksOf } from './clocks.presenter.js';
import { tellsGround } from './ground-entry.js';
import { isWithheld } from './link-entry.js';
import { eventDetails } from './event-details.presenter.js';

/** All that the case page is made of, read for one person. */
export interface CaseView {
  state: ComplaintState;
  policy: Policy;
  entries: LedgerEntry[];
  texts: CaseTexts;
  actions: CommandName[];
  names: NamesOfCase;
  now: Instant;
  /** How exactly this person is told when the complainant acted. */
  precision: Precision;
  /** The leading case, where it exists for this person. */
  leader: string | null;
  evidence: { ref: EvidenceRef; name: string | null }[];
}

const HIDDEN_EVENTS = ['ClocksReckoned'];
const PERSONAL = ['name', 'nationalId', 'phone', 'email', 'address'] as const;
const MESSAGE_EVENTS = [
  'InformationRequested',
  'InformationReceived',
  'MessageFromComplainant',
  'MessageToComplainant',
  'EvidenceAdded',
];
/** What is counted as waiting to be read. */
const WAITING_EVENTS = ['InformationReceived', 'MessageFromComplainant', 'EvidenceAdded', 'PressureReported'];

export function actionsOf(
  actions: readonly CommandName[],
  locals: PageLocals,
): { name: string; text: string }[] {
  return actions
    .filter((name): name is StaffCommandName => isStaffCommand(name))
    .map((name) => ({ name, text: COMMAND_WORDING[name][locals.language] }));
}

export function timelineOf(
  {
    entries,
    texts,
    policy,
    names,
    precision,
  }: Pick<CaseView, 'entries' | 'policy' | 'names' | 'precision'> & {
    texts: Pick<CaseTexts, 'isSealed' | 'written' | 'fileNames'>;
  },
  locals: PageLocals,
  unreadMessages = 0,
) {
  const { language, t } = locals;
  const waiting = entries.filter(
    ({ type, actor }) => actor === 'complainant' && WAITING_EVENTS.includes(type),
  );
  const unread = unreadMessages === 0 ? [] : waiting.slice(-unreadMessages);
  return entries
    .filter((entry) => !HIDDEN_EVENTS.includes(entry.type) && !isWithheld(entry))
    .map((entry) => {
      const event = toEvent(entry);
      const ids = textIdsOf(event);
      const exactly = precisionOf(entry.actor, precision);
      return {
        type: entry.type,
        title: eventText(entry.type, language),
        details: eventDetails(event, language, policy, names),
        at: asExactAs(exactly, entry.at),
        when: toldAs(exactly, locals)(entry.at),
        by: actorName(entry.actor, names, t),
        letter: entry.type === 'SubjectTold' && !texts.isSealed ? entry.seq : null,
        isMessage: MESSAGE_EVENTS.includes(entry.type),
        isFromComplainant: entry.actor === 'complainant',
        isUnread: unread.includes(entry),
        files: evidenceOf(event).map((ref) => showFile(ref, texts.fileNames.get(ref.id) ?? null, locals)),
        texts: ids.map(
          (id) => texts.written.get(id) ?? t(tellsGround(entry) ? 'case.groundWithheld' : 'case.unreadable'),
        ),
      };
    })
    .reverse();
}

/** The units of which the complaint speaks, for whoever is about to choose the one that deals with it. */
const unitsSpokenOf = ({ narrative, accused }: CaseTexts, names: NamesOfCase): string => {
  const units = [narrative?.unit, ...accused.map(({ unit }) => unit)].filter((unit) => unit !== undefined);
  return [...new Set(units.map((unit) => names.unit(unit)))].join(' · ');
};

/** What an anonymous complainant says there is (บัตรสนเท่ห์): all three, or it goes on as a case of suspicion. */
function basisOf({ anonymousBasis }: ComplaintState['filing'], t: PageLocals['t']): string | null {
  if (anonymousBasis === undefined) return null;
  const said = (['evidence', 'circumstances', 'witness'] as const).filter((one) => anonymousBasis[one]);
  return said.length === 0 ? t('case.basis-none') : said.map((one) => t(`case.basis-${one}`)).join(' · ');
}

/** The template's model. Pure: everything it shows was read before, for this very person. */
export function presentCase(view: CaseView, locals: PageLocals) {
  const { state, policy, texts, names, actions, precision } = view;
  const { language, t } = locals;
  const told = toldAs(precision, locals);
  const row = (key: string, value: string | null): { key: string; value: string }[] =>
    value === null || value === '' ? [] : [{ key: t(`case.${key}`), value }];
  const category = categoryName(state.category, policy, language);
  const timeline = timelineOf(view, locals, state.unansweredMessages);
  const narrative = texts.narrative ?? { subject: t('case.unreadable'), details: '' };
  return {
    reference: state.reference,
    version: state.actedVersion,
    statusText: STATUS_WORDING[state.status][language],
    summary: [
      ...row('category', category + (state.isIntegrity ? ` · ${t('case.integrity')}` : '')),
      ...row('onSuspicion', state.onSuspicion ? t('casework.yes') : null),
      ...row('channel', t(`channel.${state.filing.channel}`)),
      ...row('filedAt', told(state.filing.filedAt)),
      ...row('deemedReceivedAt', told(state.filing.deemedReceivedAt)),
      ...row('identityMode', t(`identity.${state.filing.identityMode}`)),
      ...row('basis', basisOf(state.filing, t)),
      ...row('unit', state.unit && names.unit(state.unit)),
      ...row('officer', state.officer && names.person(state.officer)),
      ...row('policy', policy.id),
    ],
    leader: view.leader,
    hasMatches: state.excluded.some(({ because }) => because === 'automatic-match'),
    actions: actionsOf(actions, locals),
    unitsSpokenOf: actions.includes('accept') ? unitsSpokenOf(texts, names) : '',
    narrative: {
      ...narrative,
      occurredOn: narrative.occurredOn === undefined ? '' : locals.date(narrative.occurredOn),
      unit: narrative.unit === undefined ? '' : names.unit(narrative.unit),
    },
    accused: texts.accused.map(({ name, position, unit }) =>
      [name, position, unit === undefined ? undefined : names.unit(unit)].filter(Boolean).join(' · '),
    ),
    complainant: PERSONAL.flatMap((field) => {
      const value = { ...texts.identity, ...texts.contact }[field];
      return value === undefined ? [] : [{ key: t(`field.${field}`), value }];
    }),
    clocks: clocksOf(view, locals),
    timeline,
    evidence: view.evidence.map(({ ref, name }) => showFile(ref, name, locals)),
    mayAddEvidence: actions.includes('add-evidence'),
    messages: timeline.filter(({ isMessage }) => isMessage).reverse(),
  };
}
