import { relationsTo } from '../access/may-read.js';
import { addDaySpan, type DaySpan } from '../clock/day-count.js';
import { actorName } from '../complaint/command.js';
import { isRefusal, Refusal } from '../complaint/refusal.js';
import type { ProtectionContext } from '../protection/protection-context.js';
import { viewerOf } from '../routing/person.js';
import { atMinute, dateOf, type Instant } from '../time/instant.js';
import { permitOpening, sealingFacts } from './early-sealing.js';
import type { RetentionCommand, RetentionCommandName } from './retention-command.js';
import {
  type Destroyed,
  type Obstacle,
  retentionFact as fact,
  type RetentionEvent,
  type RetentionFact,
} from './retention-event.js';
import type { RetentionOutcome } from './retention-policy.js';
import type { RetentionState } from './retention-state.js';

/** What the rules may look at besides the state and the command. */
export interface RetentionContext extends ProtectionContext {
  /** What besides a hold stands in the way now; null when nothing does. */
  obstacle: Exclude<Obstacle, 'legal-hold' | 'review'> | null;
  /** Whether an order to seal early, or to open, was carried out. */
  isKeyMoved: boolean;
  /** What the order to destroy came to; null before it was carried out. */
  destroyed: Destroyed | null;
}

const beginningOf = (at: Instant, span: DaySpan, { calendar }: RetentionContext): Instant =>
  atMinute(addDaySpan(dateOf(at), span, calendar), 0);

function keeping(
  { sealing }: RetentionState,
  outcome: RetentionOutcome,
  at: Instant,
  context: RetentionContext,
): RetentionFact {
  const { keep, noticeBefore, sealEarly } = context.policy.retention;
  const destroyAt = beginningOf(at, keep[outcome], context);
  const notice = beginningOf(destroyAt, { ...noticeBefore, amount: -noticeBefore.amount }, context);
  const isSealed = sealEarly?.outcomes.includes(outcome) === true && sealing !== 'sealed';
  return fact('KeepingBegan', {
    outcome,
    noticeAt: notice > at ? notice : destroyAt,
    destroyAt,
    ...(isSealed && { sealAt: beginningOf(at, sealEarly.after, context) }),
  });
}

/** What the state alone says against a command: what the workflow's validator asks. Null: nothing. */
export function permitRetention(state: RetentionState, command: RetentionCommand): Refusal | null {
  if (command.seenVersion !== undefined && state.actedVersion > command.seenVersion)
    return new Refusal('SomebodyElseActedFirst');
  if (state.status === 'destroyed' || (state.status === 'ordered' && command.name !== 'ring'))
    return new Refusal('AlreadyDestroyed');
  const opening = permitOpening(state, command);
  if (opening !== null || command.name !== 'lift-hold') return opening;
  const hold = state.holds.find((one) => one.hold === command.params.hold && one.liftedAt === null);
  if (hold === undefined) return new Refusal('HoldUnknown');
  return actorName(command.actor) === `staff:${hold.by}` ? new Refusal('SecondPersonRequired') : null;
}

const BY_WATCHERS: readonly RetentionCommandName[] = [
  'place-hold',
  'lift-hold',
  'ask-opening',
  'decide-opening',
];

/** Holds, and what was sealed, are the auditors' and the head of agency's, of cases that exist for them. */
function mayAct({ name, actor, at }: RetentionCommand, { complaint, directory }: RetentionContext): boolean {
  if (actor.kind !== 'staff') return actor.kind === 'system' && !BY_WATCHERS.includes(name);
  if (!BY_WATCHERS.includes(name)) return false;
  const viewer = viewerOf(directory, actor.id, at);
  return (
    viewer !== null &&
    relationsTo(viewer, complaint).some((one) => one === 'auditor' || one === 'head-of-agency')
  );
}

function dueFacts(state: RetentionState, at: Instant, context: RetentionContext): RetentionFact[] {
  const { status, noticeAt, destroyAt, holds } = state;
  if (status === 'ordered')
    return context.destroyed === null ? [] : [fact('DestructionVerified', context.destroyed)];
  const held = holds.some(({ liftedAt }) => liftedAt === null) ? 'legal-hold' : null;
  const lookAgainAt = beginningOf(at, context.policy.retention.lookAgainAfter, context);
  const sealing = sealingFacts(state, at, {
    isKeyMoved: context.isKeyMoved,
    obstacle: held ?? context.obstacle,
    isFinal: context.complaint.status === 'final',
    lookAgainAt,
  });
  if (sealing.length > 0 || status !== 'kept' || destroyAt === null) return sealing;
  if (noticeAt !== null && noticeAt <= at) return [fact('DestructionNear', { destroyAt })];
  if (destroyAt > at) return [];
  const obstacle = held ?? context.obstacle;
  return obstacle === null
    ? [fact('DestructionOrdered', {})]
    : [fact('DestructionPutOff', { obstacle, until: lookAgainAt })];
}

function decided(
  state: RetentionState,
  command: RetentionCommand,
  context: RetentionContext,
): RetentionFact[] | Refusal {
  switch (command.name) {
    case 'open-retention':
      return [keeping(state, state.outcome, command.at, context)];
    case 'follow-case': {
      const { outcome } = command.params;
      if (outcome !== null) return [keeping(state, outcome, command.at, context)];
      return state.status === 'suspended' ? [] : [fact('KeepingSuspended', {})];
    }
    case 'place-hold':
      return context.policy.retention.holdGrounds.some(({ id }) => id === command.params.ground)
        ? [fact('HoldPlaced', { hold: state.holds.length + 1, ...command.params })]
        : new Refusal('GroundUnknown');
    case 'lift-hold':
      return [fact('HoldLifted', command.params)];
    case 'ask-opening':
      return [fact('OpeningAsked', command.params)];
    case 'decide-opening': {
      const { approved, reason } = command.params;
      return [fact(approved ? 'OpeningApproved' : 'OpeningRefused', { reason })];
    }
    case 'ring':
      return dueFacts(state, command.at, context);
  }
}

/** Decides one command on the keeping of one case: the events it makes, in order, or why it is refused. Pure. */
export function decideRetention(
  state: RetentionState,
  command: RetentionCommand,
  context: RetentionContext,
): RetentionEvent[] | Refusal {
  const against = permitRetention(state, command);
  if (against !== null) return against;
  if (!mayAct(command, context)) return new Refusal('NotForThisPerson');
  const facts = decided(state, command, context);
  if (isRefusal(facts)) return facts;
  const { at, actor } = command;
  return facts.map((one) => ({ ...one, schemaVersion: 1, at, actor: actorName(actor) }));
}
