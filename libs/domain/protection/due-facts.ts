import type { Instant } from '../time/instant.js';
import { definitionOf } from './clockwork.js';
import { protectionFact as fact, type ProtectionFact } from './protection-event.js';
import type { ProtectionContext } from './protection-context.js';
import type { CheckIn, ProtectionState } from './protection-state.js';
import { checkInWaking, measureWaking } from './waking.js';

const hasCome = (waking: Instant | null, at: Instant): boolean => waking !== null && waking <= at;

/** A witness has no receipt code to answer with, so somebody asks in person. */
const askedNow = ({ checkIn, status }: CheckIn, { person }: ProtectionState): ProtectionFact =>
  status === 'asked-again' || person === 'witness'
    ? fact('CheckInUnanswered', { checkIn })
    : fact('CheckInAsked', { checkIn, isSecondTry: status === 'asked' });

/** What time alone has brought by `at`: alarms of clocks, accesses that ran out, check-ins, ends of measures. */
export function dueFacts(
  state: ProtectionState,
  at: Instant,
  { policy }: ProtectionContext,
): ProtectionFact[] {
  const alarms = state.clocks
    .flatMap(({ id, dueAt, alarms }) => alarms.map((alarm) => ({ id, dueAt, alarm })))
    .filter(({ alarm }) => alarm.at <= at)
    .sort((a, b) => a.alarm.at.localeCompare(b.alarm.at));
  const rung = alarms.map(({ id, dueAt, alarm: { kind, index } }): ProtectionFact => {
    if (kind === 'reminder') return fact('ReminderRung', { clock: id, dueAt, index, to: 'custodian' });
    if (kind === 'expiry') return fact('ClockExpired', { clock: id, dueAt });
    const step = definitionOf(id, policy.protection).escalations[index];
    return fact('EscalationRung', {
      clock: id,
      dueAt,
      index,
      to: step?.to ?? 'head-of-agency',
      informs: step?.informs ?? [],
    });
  });
  return [
    ...state.accesses
      .filter(({ status, until }) => status === 'open' && hasCome(until, at))
      .map(({ access }) => fact('IdentityAccessEnded', { access, because: 'expired' })),
    ...rung,
    ...state.checkIns.filter((one) => hasCome(checkInWaking(one), at)).map((one) => askedNow(one, state)),
    ...state.measures
      .filter((one) => hasCome(measureWaking(one), at))
      .map(({ measure }) => fact('MeasureRanOut', { measure })),
  ];
}
