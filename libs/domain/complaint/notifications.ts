import { isShownToHead } from '../access/may-read.js';
import type { Role } from '../policy/role.js';
import { carriersOf, holdersOf } from '../routing/routing.js';
import type { ComplaintEvent, EventType } from './complaint-event.js';
import type { ComplaintState } from './complaint-state.js';
import { clockDefinitions } from './clockwork.js';
import type { DecisionContext } from './decision-context.js';
import { openTasks, type Task } from './tasks.js';

/** One mail to send: to a handle, by template and codes. Never words of the case, never a name. */
export interface Notification {
  to: { kind: 'staff'; id: string } | { kind: 'complainant' };
  template: string;
  params: Record<string, string | number>;
  /** The ledger entry that it follows from; with recipient and template it makes the mail recognisable. */
  seq: number;
}

const TO_COMPLAINANT: Partial<Record<EventType, string>> = {
  InformationRequested: 'information-requested',
  OutcomeTold: 'outcome-told',
  ComplaintAccepted: 'news',
  ComplaintRejected: 'news',
  ComplaintReferred: 'news',
  HandedToOutsideBody: 'news',
  MessageToComplainant: 'news',
  CaseClosed: 'news',
  CaseReopened: 'news',
  NobodyLeft: 'news',
};

/** Who watches over the desk. */
const WATCHING: readonly Role[] = ['head-of-agency', 'auditor'];

const sameTask = (a: Task, b: Task): boolean =>
  a.kind === b.kind && a.role === b.role && a.unit === b.unit && a.person === b.person;

/** Who is to be told of these events. `before` null: the case has just been opened. */
export function notificationsFor(
  before: ComplaintState | null,
  events: readonly ComplaintEvent[],
  after: ComplaintState,
  context: DecisionContext,
): Notification[] {
  const at = after.lastEventAt;
  const { reference } = after;
  const first = after.version - events.length + 1;

  const toHolders = (
    role: Role,
    template: string,
    params: Notification['params'],
    seq: number,
  ): Notification[] => {
    const holders = holdersOf(role, after, context.directory, at);
    const carriers =
      holders ??
      holdersOf('auditor', after, context.directory, at) ??
      carriersOf(after, context.directory, at);
    return (carriers?.people ?? []).map(({ id }) => ({
      to: { kind: 'staff', id },
      template: holders === null ? 'hand-to-outside-body' : template,
      params: { reference, ...params, asRole: carriers?.role ?? role },
      seq,
    }));
  };

  const ofClock = (id: string, dueAt: string): Notification['params'] => ({
    clock: id,
    dueAt,
    citation:
      clockDefinitions(context.policy, after.category).find((clock) => clock.id === id)?.citation ?? '',
  });

  /** The complainant's own limit that the event starts. */
  const toAnswer = (event: ComplaintEvent): Notification['params'] => {
    const own = clockDefinitions(context.policy, after.category).filter(
      ({ bindsOn, startsOn }) => bindsOn === 'private-person' && startsOn.includes(event.type),
    );
    const clock = after.clocks.find(
      ({ id, stoppedAt }) => stoppedAt === null && own.some((one) => one.id === id),
    );
    return clock === undefined ? {} : ofClock(clock.id, clock.dueAt);
  };

  const rung = events.flatMap((event, index): Notification[] => {
    const seq = first + index;
    if (event.type === 'ReminderRung')
      return toHolders(event.body.to, 'reminder', ofClock(event.body.clock, event.body.dueAt), seq);
    if (event.type === 'EscalationRung') {
      const params = { ...ofClock(event.body.clock, event.body.dueAt), since: event.body.dueAt };
      const informed = event.body.informs.flatMap((role) =>
        toHolders(role, 'escalation-informed', params, seq),
      );
      return [...toHolders(event.body.to, 'escalation', params, seq), ...informed];
    }
    const template = TO_COMPLAINANT[event.type];
    return template !== undefined && after.filing.mayBeMailed
      ? [
          {
            to: { kind: 'complainant' },
            template,
            params: { reference, status: after.status, ...toAnswer(event) },
            seq,
          },
        ]
      : [];
  });

  const toWatchers = (template: string, seq: number): Notification[] =>
    WATCHING.filter((role) => role !== 'head-of-agency' || isShownToHead(after))
      .filter((role) => holdersOf(role, after, context.directory, at) !== null)
      .flatMap((role) => toHolders(role, template, {}, seq));

  // One person can do that: it must not go unseen.
  const watched = events.flatMap((event, index): Notification[] => {
    const isLowered =
      event.type === 'ComplaintAccepted' && after.filing.isIntegrity && !event.body.isIntegrity;
    if (isLowered) return toWatchers('taken-out-of-integrity', first + index);
    const isCircleChanged = event.type === 'ConflictFound' || event.type === 'ExclusionLifted';
    return isCircleChanged ? toWatchers('circle-changed', first + index) : [];
  });

  // Without a word of the case: they can appoint somebody whom it does not name.
  const abandoned = events.flatMap((event, index): Notification[] =>
    event.type !== 'NobodyLeft'
      ? []
      : (holdersOf('administrator', after, context.directory, at)?.people ?? []).map(({ id }) => ({
          to: { kind: 'staff', id },
          template: 'nobody-left',
          params: {},
          seq: first + index,
        })),
  );

  const opened: Notification[] =
    before === null && after.filing.mayBeMailed
      ? [{ to: { kind: 'complainant' }, template: 'acknowledgement', params: { reference }, seq: 1 }]
      : [];

  const earlier = before === null ? [] : openTasks(before, context, at);
  const fresh = openTasks(after, context, at).filter((task) => !earlier.some((one) => sameTask(one, task)));
  const tasks = fresh.flatMap((task) =>
    holdersOfTask(task, after, context).map(({ id, role }): Notification => ({
      to: { kind: 'staff', id },
      template: task.kind === 'hand-to-outside-body' ? task.kind : 'new-task',
      params: {
        reference,
        task: task.kind,
        asRole: role,
        ...(task.clock && task.dueAt ? ofClock(task.clock, task.dueAt) : {}),
      },
      seq: after.version,
    })),
  );
  return [...opened, ...rung, ...watched, ...abandoned, ...tasks];
}

function holdersOfTask(
  task: Task,
  state: ComplaintState,
  { directory }: DecisionContext,
): { id: string; role: Role }[] {
  const scoped = task.unit === null ? state : { ...state, unit: task.unit };
  const holders = holdersOf(task.role, scoped, directory, state.lastEventAt);
  return (holders?.people ?? []).map(({ id }) => ({ id, role: holders?.role ?? task.role }));
}
