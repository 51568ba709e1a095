import type { Notification } from '../complaint/notifications.js';
import type { Role } from '../policy/role.js';
import type { StaffMember } from '../routing/directory.js';
import { dataRequestRules } from './data-request-policy.js';
import type { DataRequestEvent } from './data-request-event.js';
import type { DataRequestContext } from './decide.js';
import { isDataRequestOver, type DataRequestState } from './data-request-state.js';
import { holdersApart } from './part-in-request.js';

export const DATA_REQUEST_TASK_KINDS = ['answer-data-request', 'decide-data-answer'] as const;
export type DataRequestTaskKind = (typeof DATA_REQUEST_TASK_KINDS)[number];

/** Who is to be told of these events. Never words, never a name; to the requester nothing that tells what was answered. */
export function dataRequestNotifications(
  events: readonly DataRequestEvent[],
  after: DataRequestState,
  { policy, directory }: DataRequestContext,
): Notification[] {
  const { reference, clock, answer } = after;
  const { citation } = dataRequestRules(policy);
  const proposer = answer?.by ?? null;
  const limit: Notification['params'] =
    clock === null ? {} : { clock: clock.id, dueAt: clock.dueAt, citation };
  const task: DataRequestTaskKind =
    after.status === 'proposed' ? 'decide-data-answer' : 'answer-data-request';

  return events.flatMap((event, index): Notification[] => {
    const seq = after.version - events.length + 1 + index;
    const people = (role: Role, apart: string | null = null): StaffMember[] =>
      holdersApart(role, apart, after, directory, event.at);
    const tell = (to: StaffMember[], role: Role, template: string, params: Notification['params']) =>
      to.map(({ id }): Notification => ({
        to: { kind: 'staff', id },
        template,
        params: { reference, ...params, asRole: role },
        seq,
      }));
    const custodiansOrAuditors = (template: string, params: Notification['params'], apart: string | null) => {
      const custodians = people('custodian', apart);
      return custodians.length > 0
        ? tell(custodians, 'custodian', template, params)
        : tell(people('auditor', apart), 'auditor', template, params);
    };
    switch (event.type) {
      case 'LimitBegan':
      case 'AnswerReturned':
        return custodiansOrAuditors('new-task', { task, ...limit }, null);
      case 'AnswerProposed':
        return custodiansOrAuditors('new-task', { task, ...limit }, proposer);
      case 'ReminderRung':
        return custodiansOrAuditors('reminder', { task, ...limit }, null);
      case 'EscalationRung': {
        const { to, informs, dueAt } = event.body;
        const late = { ...limit, since: dueAt };
        return [
          ...(to === 'custodian'
            ? custodiansOrAuditors('escalation', { task, ...late }, null)
            : tell(people(to), to, 'escalation', { task, ...late })),
          ...informs.flatMap((role) => tell(people(role), role, 'escalation-informed', late)),
        ];
      }
      case 'AnswerGiven':
        return after.mayBeMailed && isDataRequestOver(after)
          ? [{ to: { kind: 'complainant' }, template: 'news', params: { reference }, seq }]
          : [];
      default:
        return [];
    }
  });
}
