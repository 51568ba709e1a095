import { relationsTo } from '../access/may-read.js';
import type { Relation } from '../access/relation.js';
import type { Span } from '../clock/clock-definition.js';
import type { Category } from '../policy/policy.js';
import { availableUnits, eligibleOfficers, holdersOf, isUnitKeptOut } from '../routing/routing.js';
import { isKeptOut, personOf, viewerOf } from '../routing/person.js';
import { clockDefinitions, receiptEvent, reckonClocks } from './clockwork.js';
import type { Actor, Command, CommandName } from './command.js';
import type { ComplaintEvent, EventBodies, EventType, ScreeningRole } from './complaint-event.js';
import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';
import { fold } from './evolve.js';
import { permit } from './permit.js';
import { isRefusal, Refusal } from './refusal.js';
import { responsibleRole } from './responsible.js';
import { UNSCREENED_STATUSES } from './status.js';
import { transitionOf } from './transitions.js';

/** An event's type and body; `decide` adds when and by whom. */
type Fact = { [T in EventType]: { type: T; body: EventBodies[T] } }[EventType];
type Decider<N extends CommandName> = (
  state: ComplaintState,
  command: Command<N>,
  context: DecisionContext,
) => Fact[] | Refusal;

const fact = <T extends EventType>(type: T, body: EventBodies[T]): Fact => ({ type, body }) as Fact;
const refuse = (code: Refusal['code'], params?: Refusal['params']): Refusal => new Refusal(code, params);
const categoryOf = (context: DecisionContext, id: string): Category | undefined =>
  context.policy.categories.find((category) => category.id === id);

/** The anonymous-letter checklist of the cabinet resolution of 22 Dec 1998: all three, else on suspicion only. */
const isOnSuspicion = ({ filing }: ComplaintState): boolean => {
  const basis = filing.anonymousBasis;
  return filing.identityMode === 'anonymous' && !(basis?.evidence && basis.circumstances && basis.witness);
};

const DECIDERS: { [N in CommandName]: Decider<N> } = {
  open: (_, { params }) =>
    params.matchedPersons.length + params.matchedUnits.length === 0
      ? []
      : [fact('MatchesFound', { persons: params.matchedPersons, units: params.matchedUnits })],

  accept: (state, { at, params }, context) => {
    const category = categoryOf(context, params.category ?? state.category);
    if (category === undefined) return refuse('CategoryUnknown');
    if (!context.policy.units.some(({ id }) => id === params.unit) && !isUnit(context, params.unit))
      return refuse('UnitUnknown');
    if (!availableUnits(state, context.directory, at).includes(params.unit))
      return refuse('UnitNotAvailable');
    return [
      fact('ComplaintAccepted', {
        unit: params.unit,
        category: category.id,
        isIntegrity: category.isIntegrity,
        onSuspicion: category.isIntegrity && isOnSuspicion(state),
        ...(params.note && { note: params.note }),
      }),
    ];
  },

  reject: (state, { params }, { policy }) => {
    const reason = policy.rejectionReasons.find(({ id }) => id === params.reason);
    if (params.reason === 'anonymous') return refuse('AnonymityIsNoReason');
    if (reason === undefined) return refuse('ReasonUnknown');
    if (!state.isIntegrity) return [fact('ComplaintRejected', params)];
    if (!reason.allowedForIntegrity) return refuse('ReasonNotForIntegrityMatters');
    return [fact('RejectionProposed', params)];
  },

  'approve-rejection': ({ rejectionProposal }, { params }) => {
    if (rejectionProposal === null) return refuse('NoRejectionProposed');
    const { reason, explanation } = rejectionProposal;
    return params.approved
      ? [fact('ComplaintRejected', { reason, explanation })]
      : [fact('RejectionDeclined', params.explanation ? { explanation: params.explanation } : {})];
  },

  refer: (_, { params }, { policy }) =>
    policy.referralBodies.some(({ id }) => id === params.body)
      ? [fact('ComplaintReferred', params)]
      : refuse('ReferralBodyUnknown'),

  'record-referral-answer': (_, { params }) => [fact('ReferralAnswered', params)],
  'request-information': (_, { params }) => [fact('InformationRequested', params)],
  'decide-match': (_, { params }) => [fact('MatchDecided', params)],

  assign: (state, { at, params }, { directory }) => {
    const officers = eligibleOfficers(state, directory, at);
    const chosen = officers.find(({ id }) => id === params.officer);
    if (chosen === undefined || state.unit === null) return refuse('OfficerNotAvailable');
    // Fair load (clause 3.2): whoever passes over the least loaded says why.
    const isLeastLoaded = chosen.openCases <= (officers[0]?.openCases ?? 0);
    if (!isLeastLoaded && params.reason === undefined) return refuse('OverrideNeedsReason');
    return [fact('CaseAssigned', { ...params, unit: state.unit })];
  },

  reassign: (state, { at, params }, { directory }) =>
    state.unit !== null && eligibleOfficers(state, directory, at).some(({ id }) => id === params.officer)
      ? [fact('CaseAssigned', { ...params, unit: state.unit })]
      : refuse('OfficerNotAvailable'),

  'add-accused': (_, { params }) => [fact('AccusedAdded', params)],

  'declare-conflict': (_, { actor, params }, { directory }) => {
    const self = directory.people.find(({ id }) => actor.kind === 'staff' && id === actor.id);
    return self === undefined
      ? refuse('NotForThisPerson')
      : [fact('ConflictDeclared', { person: self.token, ...params })];
  },

  'record-finding': (_, { params }) => [fact('FindingRecorded', params)],

  'request-extension': (state, { params }, context) => {
    const refusal = extensionRefusal(state, params.clock, params.span, context);
    return refusal ?? [fact('ExtensionRequested', params)];
  },

  'decide-extension': (state, { params }, context) => {
    if (state.extensionRequest === null) return refuse('NoExtensionRequested');
    const { clock, span } = state.extensionRequest;
    if (!params.granted) return [fact('ExtensionRefused', { clock, reason: params.reason })];
    const granted = params.span ?? span;
    return (
      extensionRefusal(state, clock, granted, context) ?? [
        fact('ExtensionGranted', { clock, span: granted, reason: params.reason }),
      ]
    );
  },

  'submit-report': (_, { params }) => [fact('ReportSubmitted', params)],

  decide: (_, { params }) =>
    params.decision === 'return-for-more'
      ? [fact('ReportReturned', { text: params.text })]
      : [fact('DecisionMade', { decision: params.decision, text: params.text })],

  'hand-to-discipline': (_, { params }) => [fact('HandedToDiscipline', params)],
  'hand-to-outside-body': (state, { at, params }, { directory }) =>
    holdersOf('head-of-agency', state, directory, at) === null
      ? [fact('HandedToOutsideBody', params)]
      : refuse('NotPossibleInThisStatus', { status: state.status }),
  'notify-outcome': (_, { params }) => [fact('OutcomeTold', params)],

  close: (state, { params }) => [
    fact('CaseClosed', params),
    ...(isReviewWindowOver(state) ? [fact('CaseFinalised', {})] : []),
  ],

  reopen: (_, { params }) => [fact('CaseReopened', params)],

  link: (_, { params }, { leader }) => {
    if (leader === undefined || leader === null) return refuse('CaseUnknown');
    return leader.leader === null ? [fact('LinkedToLeader', params)] : refuse('LeaderIsLinkedItself');
  },
  unlink: ({ leader }) => (leader === null ? refuse('NotLinked') : [fact('Unlinked', { leader })]),
  'add-note': (_, { params }) => [fact('NoteAdded', params)],
  'send-message': (_, { params }) => [fact('MessageToComplainant', params)],

  'answer-or-write': ({ informationAskedAt }, { params }) => [
    fact(informationAskedAt === null ? 'MessageFromComplainant' : 'InformationReceived', params),
  ],
  'ask-for-review': (state, { params }) =>
    isReviewWindowOver(state) ? refuse('ReviewWindowOver') : [fact('ReviewRequested', params)],
  // A corruption or misconduct case goes on ex officio: withdrawal may be the work of the accused.
  withdraw: (state, { params }) => [
    fact('ComplaintWithdrawn', { ...params, goesOnExOfficio: state.isIntegrity }),
  ],

  ring: (state, { at }, context) => dueAlarms(state, at, context),
  'apply-calendar': (_, { params }) => [fact('CalendarApplied', params)],
};

const isUnit = ({ directory }: DecisionContext, unit: string): boolean =>
  directory.units.some(({ id }) => id === unit);

const isReviewWindowOver = ({ clocks, closedAt, status }: ComplaintState): boolean => {
  const window = clocks.find(({ id }) => id === 'review-window');
  if (window === undefined) return closedAt !== null && status !== 'closed';
  return window.stoppedAt === null && !window.alarms.some(({ kind }) => kind === 'expiry');
};

function extensionRefusal(
  state: ComplaintState,
  clockId: string,
  span: Span,
  { policy }: DecisionContext,
): Refusal | null {
  const definition = clockDefinitions(policy, state.category).find(({ id }) => id === clockId);
  if (definition === undefined) return refuse('ClockUnknown');
  const clock = state.clocks.find(({ id, stoppedAt }) => id === clockId && stoppedAt === null);
  if (clock === undefined) return refuse('ClockNotRunning');
  const { extension } = definition;
  if (extension === undefined || clock.extensions.length >= extension.times)
    return refuse('ClockCannotBeExtended');
  if (span.unit !== extension.atMost.unit || span.amount < 1 || span.amount > extension.atMost.amount)
    return refuse('ExtensionTooLong', { amount: extension.atMost.amount, unit: extension.atMost.unit });
  return null;
}

/** The reminders, escalations and expiries whose time has come by `at`, in the order of their times. */
function dueAlarms(state: ComplaintState, at: string, { policy }: DecisionContext): Fact[] {
  const definitions = clockDefinitions(policy, state.category);
  const due = state.clocks
    .flatMap((clock) => clock.alarms.map((alarm) => ({ clock, alarm })))
    .filter(({ alarm }) => alarm.at <= at)
    .sort((a, b) => a.alarm.at.localeCompare(b.alarm.at));
  return due.flatMap(({ clock, alarm }): Fact[] => {
    const definition = definitions.find(({ id }) => id === clock.id);
    const { id, dueAt } = clock;
    const { index } = alarm;
    if (alarm.kind === 'reminder')
      return [fact('ReminderRung', { clock: id, dueAt, index, to: responsibleRole(state) })];
    if (alarm.kind === 'escalation') {
      const rung = definition?.escalations[index];
      const to = rung?.to ?? 'head-of-agency';
      return [fact('EscalationRung', { clock: id, dueAt, index, to, informs: rung?.informs ?? [] })];
    }
    const isFinal =
      definition?.onExpiry === 'finalise' && state.status === 'closed' && state.reviewRequestedAt === null;
    const goesOn = definition?.onExpiry === 'go-on';
    return [
      fact('ClockExpired', { clock: id, dueAt, goesOn }),
      ...(isFinal ? [fact('CaseFinalised', {})] : []),
    ];
  });
}

/** What a new exclusion takes away: the officer's assignment, the unit's hold, the desk's first reading. */
function consequences(state: ComplaintState, at: string, { directory }: DecisionContext): Fact[] {
  const facts: Fact[] = [];
  const isUnitOut = state.unit !== null && isUnitKeptOut(state.unit, state, directory);
  const officer = directory.people.find(({ id }) => id === state.officer);
  if (isUnitOut && state.completedAt === null) facts.push(fact('TakenBackFromUnit', { because: 'conflict' }));
  else if (officer !== undefined && isKeptOut(personOf(directory, officer), state))
    facts.push(fact('AssignmentEnded', { because: 'conflict' }));
  if (UNSCREENED_STATUSES.includes(state.status) || isUnitOut) {
    const role = firstReader(state, at, directory);
    if (role !== state.screenedBy) facts.push(fact('ScreeningGivenTo', { role }));
  }
  return facts;
}

/** The desk is passed over when it is named, not when its people are merely on leave. */
function firstReader(
  state: ComplaintState,
  at: string,
  directory: DecisionContext['directory'],
): ScreeningRole {
  const desk = directory.people.filter(({ isActive, roles }) => isActive && roles.includes('central-desk'));
  if (desk.some((member) => !isKeptOut(personOf(directory, member), state))) return 'central-desk';
  return holdersOf('head-of-agency', state, directory, at) === null ? 'outside-body' : 'head-of-agency';
}

function relationsOfActor(
  state: ComplaintState,
  { actor, at }: Command,
  { directory }: DecisionContext,
): Relation[] {
  if (actor.kind === 'complainant') return ['complainant'];
  if (actor.kind === 'system') return ['system'];
  const viewer = viewerOf(directory, actor.id, at);
  return viewer === null ? [] : relationsTo(viewer, state);
}

export const actorName = (actor: Actor): string =>
  actor.kind === 'staff' ? `staff:${actor.id}` : actor.kind;

/**
 * Decides one command on one case: the events it makes, in order, or why it is refused. Pure.
 * Alarms already due ring first, so that nothing late is forgotten by a clock that the command moves or stops.
 * Clock changes follow as one `ClocksReckoned`.
 */
export function decide<N extends CommandName>(
  state: ComplaintState,
  command: Command<N>,
  context: DecisionContext,
): ComplaintEvent[] | Refusal {
  const against = permit(state, command);
  if (against !== null) return against;
  const relations = relationsOfActor(state, command as Command, context);
  if (relations.length === 0) return refuse('CaseUnknown');
  if (!transitionOf(command.name, state.status)?.by.some((relation) => relations.includes(relation)))
    return refuse('NotForThisPerson');

  const { at } = command;
  const actor = actorName(command.actor);
  const dated = (by: string, facts: Fact[]): ComplaintEvent[] =>
    facts.map((one) => ({ ...one, schemaVersion: 1, at, actor: by }) as ComplaintEvent);

  const rung = command.name === 'ring' ? [] : dated('system', dueAlarms(state, at, context));
  const now = fold(state, rung);
  if (rung.length > 0 && permit(now, { ...command, seenVersion: undefined }) !== null)
    return refuse('NotPossibleInThisStatus', { status: now.status });

  const decided = (DECIDERS[command.name] as Decider<N>)(now, command, context);
  if (isRefusal(decided)) return decided;
  const acted = dated(actor, decided);
  const settled = fold(now, acted);
  const followed = dated('system', consequences(settled, at, context));
  const events = [...rung, ...acted, ...followed];
  const after = fold(settled, followed);

  const causes = command.name === 'open' ? [receiptEvent(state), ...events] : events;
  const clocks = reckonClocks(state, causes, after, context);
  return clocks === null ? events : [...events, ...dated('system', [fact('ClocksReckoned', clocks)])];
}
