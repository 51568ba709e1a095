import type { Calendar } from '../clock/calendar.js';
import { startClock } from '../clock/reckon.js';
import { isRefusal, Refusal } from '../complaint/refusal.js';
import type { Policy } from '../policy/policy.js';
import type { Directory } from '../routing/directory.js';
import type { Instant } from '../time/instant.js';
import type { DataRequestCommand } from './data-request-command.js';
import {
  dataRequestFact as fact,
  type DataRequestEvent,
  type DataRequestFact,
} from './data-request-event.js';
import { dataRequestClock, dataRequestRules } from './data-request-policy.js';
import { isDataRequestOver, type DataRequestState } from './data-request-state.js';
import { isRequesterOrRelative, rolesOfStaff } from './part-in-request.js';

/** What the rules may look at besides the state and the command. */
export interface DataRequestContext {
  policy: Policy;
  calendar: Calendar;
  directory: Directory;
}

const actorOf = ({ actor }: DataRequestCommand): string =>
  actor.kind === 'staff' ? `staff:${actor.id}` : actor.kind;

/** What the state alone says against a command: what the workflow's validator asks. Null: nothing. */
export function permitDataRequest(state: DataRequestState, command: DataRequestCommand): Refusal | null {
  const { status, isIdentified, answer } = state;
  if (command.seenVersion !== undefined && state.actedVersion > command.seenVersion)
    return new Refusal('SomebodyElseActedFirst');
  if (isDataRequestOver(state)) return new Refusal('DataRequestOver');
  switch (command.name) {
    case 'open-data-request':
      return state.clock === null ? null : new Refusal('NotAtThisPoint');
    case 'confirm-identity':
      return status === 'received' ? null : new Refusal('NotAtThisPoint');
    case 'propose-answer':
      if (status === 'proposed') return new Refusal('NotAtThisPoint');
      // Whoever is not known is given nothing, and told nothing that depends on what is kept of the one they claim to be.
      if (!isIdentified && command.params.kind !== 'not-identified')
        return new Refusal('IdentityNotConfirmed');
      return isIdentified && command.params.kind === 'not-identified' ? new Refusal('NotAtThisPoint') : null;
    case 'decide-answer':
      if (status !== 'proposed') return new Refusal('NotAtThisPoint');
      return actorOf(command) === `staff:${answer?.by}` ? new Refusal('SecondPersonRequired') : null;
    default:
      return null;
  }
}

/** Custodians answer; a second custodian or an auditor decides; nobody has a part in the own request or a relative's. */
export function mayAct(state: DataRequestState, command: DataRequestCommand, directory: Directory): boolean {
  const { name, actor, at } = command;
  if (actor.kind === 'requester') return name === 'withdraw';
  if (actor.kind === 'system') return name === 'open-data-request' || name === 'ring';
  const roles = rolesOfStaff(actor.id, state, directory, at);
  if (name === 'decide-answer') return roles.length > 0;
  if (name === 'confirm-identity' && isRequesterOrRelative(actor.id, command.params, directory)) return false;
  return (name === 'confirm-identity' || name === 'propose-answer') && roles.includes('custodian');
}

function dueFacts(
  { clock }: DataRequestState,
  at: Instant,
  { policy }: DataRequestContext,
): DataRequestFact[] {
  if (clock === null) return [];
  const { id, dueAt, alarms } = clock;
  return alarms
    .filter((alarm) => alarm.at <= at)
    .map(({ kind, index }): DataRequestFact => {
      if (kind === 'reminder') return fact('ReminderRung', { clock: id, dueAt, index, to: 'custodian' });
      if (kind === 'expiry') return fact('ClockExpired', { clock: id, dueAt });
      const { to = 'head-of-agency', informs = [] } = dataRequestRules(policy).escalations[index] ?? {};
      return fact('EscalationRung', { clock: id, dueAt, index, to, informs });
    });
}

function decided(
  state: DataRequestState,
  command: DataRequestCommand,
  context: DataRequestContext,
): DataRequestFact[] | Refusal {
  switch (command.name) {
    case 'open-data-request': {
      const { receivedAt } = state;
      const why = [{ code: 'received', at: receivedAt }] as const;
      const definition = dataRequestClock(dataRequestRules(context.policy));
      const start = { startedAt: receivedAt, countsFrom: receivedAt, why: [...why] };
      return [
        fact('LimitBegan', { clock: startClock(definition, start, context.calendar), ...command.params }),
      ];
    }
    case 'confirm-identity':
      return [fact('IdentityConfirmed', command.params)];
    case 'propose-answer':
      return [fact('AnswerProposed', command.params)];
    case 'decide-answer': {
      if (!command.params.approved) return [fact('AnswerReturned', { reason: command.params.reason })];
      if (state.answer === null) return new Refusal('NotAtThisPoint');
      return [fact('AnswerGiven', { kind: state.answer.kind, answer: command.params.answer })];
    }
    case 'withdraw':
      return [fact('RequestWithdrawn', {})];
    case 'ring':
      return dueFacts(state, command.at, context);
  }
}

/** Decides one command on a request for data: the events it makes, in order, or why it is refused. Pure. */
export function decideDataRequest(
  state: DataRequestState,
  command: DataRequestCommand,
  context: DataRequestContext,
): DataRequestEvent[] | Refusal {
  const against = permitDataRequest(state, command);
  if (against !== null) return against;
  if (!mayAct(state, command, context.directory)) return new Refusal('NotForThisPerson');
  const facts = decided(state, command, context);
  if (isRefusal(facts)) return facts;
  return facts.map((one) => ({ ...one, schemaVersion: 1, at: command.at, actor: actorOf(command) }));
}
