import { relationsTo } from '../access/may-read.js';
import type { Span } from '../clock/span.js';
import type { Category } from '../policy/policy.js';
import type { Directory } from '../routing/directory.js';
import { type Viewer, viewerOf } from '../routing/person.js';
import { availableUnits, carriersOf, eligibleOfficers, holdersOf } from '../routing/routing.js';
import type { Instant } from '../time/instant.js';
import { clockDefinitions } from './clockwork.js';
import type { Command, CommandName } from './command.js';
import type { ComplaintState } from './complaint-state.js';
import type { Exclusion } from './exclusion.js';
import type { DecisionContext } from './decision-context.js';
import { asLinked, newExclusions } from './exclusions.js';
import { dueAlarms } from './due-alarms.js';
import { fact, type Fact } from './fact.js';
import { Refusal } from './refusal.js';
import { isTellingOwed, tellingRefusal } from './subjects.js';

/** Decides one permitted command of an authorised actor. */
export type Decider<N extends CommandName> = (
  state: ComplaintState,
  command: Command<N>,
  context: DecisionContext,
) => Fact[] | Refusal;

const refuse = (code: Refusal['code'], params?: Refusal['params']): Refusal => new Refusal(code, params);
const categoryOf = (context: DecisionContext, id: string): Category | undefined =>
  context.policy.categories.find((category) => category.id === id);

/** The anonymous-letter checklist of the cabinet resolution of 22 Dec 1998: all three, else on suspicion only. */
const isOnSuspicion = ({ filing }: ComplaintState): boolean => {
  const basis = filing.anonymousBasis;
  return filing.identityMode === 'anonymous' && !(basis?.evidence && basis.circumstances && basis.witness);
};

/**
 * Whether the viewer may carry the case to the outside body: somebody of the desk, or an auditor; a custodian only where
 * every one of those is kept out.
 */
export function isCarrier(viewer: Viewer, state: ComplaintState, directory: Directory, at: Instant): boolean {
  const relations = relationsTo(viewer, state);
  if (relations.includes('central-desk') || relations.includes('auditor')) return true;
  return relations.includes('custodian') && carriersOf(state, directory, at)?.role === 'custodian';
}

/** What each command comes to, once the transition table and the state permit it. */
export const DECIDERS: { [N in CommandName]: Decider<N> } = {
  open: (_, { params: { matchedPersons, matchedUnits, chain = [] } }) => [
    ...(matchedPersons.length + matchedUnits.length === 0
      ? []
      : [fact('MatchesFound', { persons: matchedPersons, units: matchedUnits })]),
    ...(chain.length === 0 ? [] : [fact('ChainBypassed', { tokens: chain })]),
  ],

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
    if (self === undefined) return refuse('NotForThisPerson');
    if (params.ground === 'other-serious-cause' && params.explanation === undefined)
      return refuse('GroundNeedsExplanation');
    return [fact('ConflictDeclared', { person: self.token, ...params })];
  },
  'record-conflict': (_, { params }) => [fact('ConflictFound', params)],
  'lift-exclusion': (_, { params }) => [fact('ExclusionLifted', params)],

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

  decide: (state, { params }, context) => {
    if (params.decision === 'return-for-more') return [fact('ReportReturned', { text: params.text })];
    if (params.decision === 'disciplinary' && isTellingOwed(state, 'discipline', context))
      return refuse('SubjectNotHeard');
    return [fact('DecisionMade', { decision: params.decision, text: params.text })];
  },

  'hand-to-discipline': (_, { params }) => [fact('HandedToDiscipline', params)],
  'hand-to-outside-body': (state, { actor, at, params }, { directory }) => {
    if (holdersOf('head-of-agency', state, directory, at) !== null) return refuse('NotToBeHandedOver');
    const viewer = actor.kind === 'staff' ? viewerOf(directory, actor.id, at) : null;
    return viewer !== null && isCarrier(viewer, state, directory, at)
      ? [fact('HandedToOutsideBody', params)]
      : refuse('NotForThisPerson');
  },
  'notify-outcome': (_, { params }) => [fact('OutcomeTold', params)],

  'tell-subject': (state, { params }, context) =>
    tellingRefusal(state, params, context) ?? [fact('SubjectTold', params)],

  close: (state, { params }, context) => {
    if (isTellingOwed(state, 'closing', context)) return refuse('SubjectNotTold');
    return [fact('CaseClosed', params), ...(isReviewWindowOver(state) ? [fact('CaseFinalised', {})] : [])];
  },

  reopen: (_, { params }) => [fact('CaseReopened', params)],

  link: (state, { params }, { leader }) => {
    if (leader === undefined || leader === null) return refuse('CaseUnknown');
    if (leader.leader !== null) return refuse('LeaderIsLinkedItself');
    return [fact('LinkedToLeader', params), ...taken(state, leader.excluded)];
  },
  unlink: ({ leader }) => (leader === null ? refuse('NotLinked') : [fact('Unlinked', { leader })]),
  'add-note': (_, { params }) => [fact('NoteAdded', params)],
  'name-witness': ({ witnesses = 0 }, { params }) => [
    fact('WitnessNamed', { witness: witnesses + 1, text: params.witness }),
  ],
  'send-message': (_, { params }) => [fact('MessageToComplainant', params)],

  'answer-or-write': ({ informationAskedAt }, { params }) => [
    fact(informationAskedAt === null ? 'MessageFromComplainant' : 'InformationReceived', {
      message: params.message,
    }),
  ],
  'add-evidence': ({ informationAskedAt }, { actor, params: { evidence, message } }) => {
    const added = fact('EvidenceAdded', { evidence });
    if (actor.kind !== 'complainant') return [added];
    if (informationAskedAt !== null) return [fact('InformationReceived', message ? { message } : {}), added];
    return message === undefined ? [added] : [fact('MessageFromComplainant', { message }), added];
  },
  'quarantine-evidence': (_, { params }) => [fact('EvidenceQuarantined', params)],
  'mark-message-read': () => [fact('MessagesRead', {})],
  'ask-for-review': (state, { params }) =>
    isReviewWindowOver(state)
      ? refuse('ReviewWindowOver')
      : [fact('ReviewRequested', { reason: params.reason })],
  // A corruption or misconduct case goes on ex officio: withdrawal may be the work of the accused.
  withdraw: (state, { params: { reason, wasPressed } }) => [
    fact('ComplaintWithdrawn', { ...(reason && { reason }), wasPressed, goesOnExOfficio: state.isIntegrity }),
    ...(wasPressed === true ? [fact('PressureReported', {})] : []),
    ...(state.isIntegrity ? [] : [fact('CaseClosed', {})]),
  ],

  'take-exclusions': (state, { params }) => taken(state, params.exclusions),
  ring: (state, { at }, context) => dueAlarms(state, at, context),
  'apply-calendar': (_, { params }) => [fact('CalendarApplied', params)],
};

const taken = (state: ComplaintState, exclusions: Exclusion[]): Fact[] => {
  const fresh = newExclusions(state, exclusions.map(asLinked));
  return fresh.length === 0 ? [] : [fact('ExclusionsTaken', { exclusions: fresh })];
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
