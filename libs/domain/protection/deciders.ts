import { relationsTo } from '../access/may-read.js';
import { addDaySpan, type DaySpan } from '../clock/day-count.js';
import type { Role } from '../policy/role.js';
import { Refusal } from '../complaint/refusal.js';
import { isKeptOut, viewerOf } from '../routing/person.js';
import { addMs, atMinute, dateOf, HOUR_MS, type Instant } from '../time/instant.js';
import { dueFacts } from './due-facts.js';
import { holdersApart } from './holders.js';
import type { AccessPlea, ProtectionCommand, ProtectionCommandName } from './protection-command.js';
import type { ProtectionContext } from './protection-context.js';
import { protectionFact as fact, type PlannedCheckIn, type ProtectionFact } from './protection-event.js';
import type { ProtectionState } from './protection-state.js';

/** Decides one permitted command of an authorised actor. */
export type ProtectionDecider<N extends ProtectionCommandName> = (
  state: ProtectionState,
  command: ProtectionCommand<N>,
  context: ProtectionContext,
) => ProtectionFact[] | Refusal;

const refuse = (code: Refusal['code'], params?: Refusal['params']): Refusal => new Refusal(code, params);

/** At the opening of the office, so that nobody is asked at night. */
function planOf(closedAt: Instant, { policy, calendar }: ProtectionContext): PlannedCheckIn[] {
  const { checkIns, askAgainAfter, giveUpAfter } = policy.protection;
  const opening = (from: Instant, span: DaySpan): Instant =>
    atMinute(addDaySpan(dateOf(from), span, calendar), calendar.officeHours.opensAtMinute);
  return checkIns.map((span) => {
    const askAt = opening(closedAt, span);
    const askAgainAt = opening(askAt, askAgainAfter);
    return { askAt, askAgainAt, giveUpAt: opening(askAgainAt, giveUpAfter) };
  });
}

/** As whom somebody asks, which is what the protected person is told. */
function askingRole(staff: string, { complaint, directory }: ProtectionContext, at: Instant): Role | null {
  const viewer = viewerOf(directory, staff, at);
  const relations = viewer === null ? [] : relationsTo(viewer, complaint);
  if (relations.includes('assigned-officer')) return 'officer';
  return (
    (['custodian', 'head-of-agency', 'central-desk'] as const).find((one) => relations.includes(one)) ?? null
  );
}

function plea(
  state: ProtectionState,
  { at, actor, params }: { at: Instant; actor: ProtectionCommand['actor']; params: AccessPlea },
  context: ProtectionContext,
  mostHours: number,
): { access: number; asked: ProtectionFact } | Refusal {
  const { purposes, grounds } = context.policy.protection.access;
  const role = actor.kind === 'staff' ? askingRole(actor.id, context, at) : null;
  if (role === null) return refuse('NotForThisPerson');
  if (!purposes.some(({ id }) => id === params.purpose)) return refuse('PurposeUnknown');
  if (!grounds.some(({ id }) => id === params.ground)) return refuse('GroundUnknown');
  if (params.hours < 1 || params.hours > mostHours) return refuse('AccessTooLong', { hours: mostHours });
  const access = state.accesses.length + 1;
  return { access, asked: fact('IdentityAskedFor', { access, role, ...params }) };
}

/** What each command comes to, once the state permits it and the actor may give it. */
export const PROTECTION_DECIDERS: { [N in ProtectionCommandName]: ProtectionDecider<N> } = {
  'open-protection': () => [],

  'assess-risk': (_, { params }, { policy }) =>
    params.factors.every((factor) => policy.protection.riskFactors.some(({ id }) => id === factor))
      ? [fact('RiskAssessed', params)]
      : refuse('RiskFactorUnknown'),

  'begin-measure': ({ measures }, { at, params }, { policy, directory, complaint }) => {
    if (!policy.protection.measures.some(({ id }) => id === params.kind)) return refuse('MeasureUnknown');
    const owner = viewerOf(directory, params.owner, at);
    const isFree = owner !== null && !isKeptOut(owner.self, complaint);
    if (!isFree) return refuse('OwnerNotAvailable');
    if (params.until !== null && params.until < dateOf(at)) return refuse('MeasureEndsBeforeItBegins');
    return [fact('MeasureBegun', { measure: measures.length + 1, ...params })];
  },
  'prove-measure': (_, { params }) => [fact('MeasureProved', params)],
  'end-measure': (_, { params }) => [fact('MeasureEnded', params)],
  'write-to-person': (_, { params }) => [fact('MessageToPerson', params)],

  'record-contact': ({ checkIns }, { params }) => {
    const silent = checkIns.find(({ status }) => status === 'unanswered');
    const open = silent ?? checkIns.find(({ status }) => status === 'asked' || status === 'asked-again');
    return [fact('PersonContacted', { checkIn: open?.checkIn ?? null, ...params })];
  },
  'judge-personnel-action': (_, { params }) => [fact('PersonnelActionJudged', params)],

  'ask-for-identity': (state, command, context) => {
    const asked = plea(state, command, context, context.policy.protection.access.mostHours);
    if (asked instanceof Refusal) return asked;
    // Whoever is alone cannot be the second person as well: the head of agency, or nobody, is left.
    const { actor, at } = command;
    const apart = actor.kind === 'staff' ? actor.id : null;
    return holdersApart('custodian', apart, context, at) === null ? refuse('NobodyToApprove') : [asked.asked];
  },
  'take-identity-in-emergency': (state, command, context) => {
    const asked = plea(state, command, context, context.policy.protection.access.emergencyHours);
    if (asked instanceof Refusal) return asked;
    const until = addMs(command.at, command.params.hours * HOUR_MS);
    return [asked.asked, fact('IdentityAccessGiven', { access: asked.access, until, inEmergency: true })];
  },
  'decide-access': ({ accesses }, { at, params: { access, approved, reason } }) => {
    const hours = accesses.find((one) => one.access === access)?.hours ?? 0;
    return approved
      ? [fact('IdentityAccessGiven', { access, until: addMs(at, hours * HOUR_MS), inEmergency: false })]
      : [fact('IdentityAccessRefused', { access, ...(reason && { reason }) })];
  },
  'withdraw-request': (_, { params }) => [fact('IdentityRequestWithdrawn', params)],
  'end-access': (_, { params }) => [fact('IdentityAccessEnded', { ...params, because: 'withdrawn' })],
  'bar-telling': (_, { params }) => [fact('TellingBarred', params)],
  'allow-telling': (_, { params }) => [fact('TellingAllowed', params)],
  'review-emergency': (_, { params }) => [fact('EmergencyReviewed', params)],

  'answer-check-in': ({ checkIns }, { params }) => {
    const asked = checkIns.filter(({ status }) => status !== 'planned' && status !== 'settled');
    return [fact('CheckInAnswered', { checkIn: asked.at(-1)?.checkIn ?? null, ...params })];
  },
  'tell-employment': ({ employment }, { params: { worksHere } }) =>
    employment?.worksHere === worksHere ? [] : [fact('EmploymentTold', { worksHere })],

  ring: (state, { at }, context) => dueFacts(state, at, context),
  'follow-case': (state, { at, params: { change } }, context) => {
    switch (change) {
      case 'closed':
        return [fact('WatchBegan', { checkIns: planOf(at, context) })];
      case 'reopened':
        return state.checkIns.length === 0 ? [] : [fact('WatchSuspended', {})];
      case 'pressed':
        return [fact('PressureReported', {})];
      case 'conflict':
        return [];
    }
  },
  'find-personnel-action': ({ personnelActions }, { params }) =>
    personnelActions.some(({ record }) => record === params.record)
      ? []
      : [fact('PersonnelActionFound', { action: personnelActions.length + 1, ...params })],
};
