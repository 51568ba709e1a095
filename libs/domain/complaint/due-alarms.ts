import type { Instant } from '../time/instant.js';
import type { Role } from '../policy/role.js';
import { clockDefinitions } from './clockwork.js';
import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';
import { fact, type Fact } from './fact.js';
import { responsibleRole } from './responsible.js';

/** Before a unit has the case there is nobody but the desk to climb from. */
const reached = (to: Role, { unit }: ComplaintState): Role =>
  unit === null && (to === 'officer' || to === 'head-of-unit') ? 'central-desk' : to;

/** The reminders, escalations and expiries whose time has come by `at`, in the order of their times. */
export function dueAlarms(state: ComplaintState, at: Instant, { policy }: DecisionContext): Fact[] {
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
      return [fact('ReminderRung', { clock: id, dueAt, index, to: responsibleRole(state, policy) })];
    if (alarm.kind === 'escalation') {
      const rung = definition?.escalations[index];
      const to = reached(rung?.to ?? 'head-of-agency', state);
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
