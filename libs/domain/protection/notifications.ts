import type { Role } from '../policy/role.js';
import type { Notification } from '../complaint/notifications.js';
import { definitionOf } from './clockwork.js';
import { holdersApart } from './holders.js';
import type { ProtectionContext } from './protection-context.js';
import type { ProtectionEvent } from './protection-event.js';
import type { IdentityAccess, ProtectionState } from './protection-state.js';
import { protectionTasks, type ProtectionTask } from './tasks.js';

const isSame = (a: ProtectionTask, b: ProtectionTask): boolean =>
  a.kind === b.kind && a.person === b.person && a.dueAt === b.dueAt;

/** Who is to be told of these events. Never words, never a name; to the protected person nothing that tells others why. */
export function protectionNotifications(
  before: ProtectionState | null,
  events: readonly ProtectionEvent[],
  after: ProtectionState,
  context: ProtectionContext,
): Notification[] {
  const at = after.lastEventAt;
  const { id: matter, reference } = after;
  const first = after.version - events.length + 1;

  const toHolders = (
    role: Role,
    apart: string | null,
    template: string,
    params: Notification['params'],
    seq: number,
  ): Notification[] => {
    const holders = holdersApart(role, apart, context, at) ?? holdersApart('auditor', apart, context, at);
    return (holders?.people ?? []).map(({ id }) => ({
      to: { kind: 'staff', id },
      template,
      params: { reference, matter, ...params, asRole: holders?.role ?? role },
      seq,
    }));
  };
  const ofClock = (clock: string, dueAt: string): Notification['params'] => ({
    clock: clock.replace(/:\d+$/, ''),
    dueAt,
    citation: definitionOf(clock, context.policy.protection).citation,
  });
  const toStaff = (id: string, template: string, seq: number): Notification => ({
    to: { kind: 'staff', id },
    template,
    params: { reference, matter },
    seq,
  });

  const toPerson = (template: string, seq: number): Notification[] =>
    after.mayBeMailed ? [{ to: { kind: 'complainant' }, template, params: { reference }, seq }] : [];
  const accessOf = (id: number): IdentityAccess | undefined =>
    after.accesses.find(({ access }) => access === id);

  const told = events.flatMap((event, index): Notification[] => {
    const seq = first + index;
    switch (event.type) {
      case 'ReminderRung':
        return toHolders(event.body.to, null, 'reminder', ofClock(event.body.clock, event.body.dueAt), seq);
      case 'EscalationRung': {
        const params = { ...ofClock(event.body.clock, event.body.dueAt), since: event.body.dueAt };
        return [
          ...toHolders(event.body.to, null, 'escalation', params, seq),
          ...event.body.informs.flatMap((role) => toHolders(role, null, 'escalation-informed', params, seq)),
        ];
      }
      case 'IdentityAccessGiven':
      case 'IdentityAccessRefused': {
        const asked = accessOf(event.body.access);
        if (asked === undefined) return [];
        const isTold = event.type === 'IdentityAccessGiven' && !asked.isTellingBarred;
        return [toStaff(asked.by, 'access-decided', seq), ...(isTold ? toPerson('news', seq) : [])];
      }
      case 'TellingAllowed':
        return accessOf(event.body.access)?.givenAt == null ? [] : toPerson('news', seq);
      case 'CheckInAsked':
      case 'MessageToPerson':
        return toPerson('check-in', seq);
      default:
        return [];
    }
  });

  const earlier = before === null ? [] : protectionTasks(before, context, at);
  const fresh = protectionTasks(after, context, at).filter(
    (task) => !earlier.some((one) => isSame(one, task)),
  );
  const tasks = fresh.flatMap((task): Notification[] => {
    const limit = task.clock !== null && task.dueAt !== null ? ofClock(task.clock, task.dueAt) : {};
    const params = { task: task.kind, ...limit };
    if (task.person !== null)
      return [
        {
          ...toStaff(task.person, 'new-task', after.version),
          params: { reference, matter, ...params, asRole: task.role },
        },
      ];
    const latest = after.accesses.at(-1)?.by ?? null;
    const apart = task.kind === 'decide-access' || task.kind === 'review-emergency' ? latest : null;
    return toHolders('custodian', apart, 'new-task', params, after.version);
  });
  return [...told, ...tasks];
}
