import type { Calendar } from '../clock/calendar.js';
import type { ClockDefinition } from '../clock/clock-definition.js';
import { startClock, stop } from '../clock/reckon.js';
import type { RunningClock } from '../clock/running-clock.js';
import type { Instant } from '../time/instant.js';
import type { ProtectionEvent, ProtectionFact } from './protection-event.js';
import type { ProtectionClockId, ProtectionPolicy } from './protection-policy.js';
import type { ProtectionState } from './protection-state.js';

/** The definition of a running clock, e.g. of `access-decision:2`. Throws when the pack has none. */
export function definitionOf(clock: string, { clocks }: ProtectionPolicy): ClockDefinition {
  const id = clock.replace(/:\d+$/, '');
  const definition = clocks.find((one) => one.id === id);
  if (definition === undefined) throw new Error(`The pack has no protection clock ${id}.`);
  return { ...definition, id: clock, startsOn: [], stopsOn: [] };
}

const numbered = (id: ProtectionClockId, number: number | null): string => `${id}:${number ?? 0}`;

/** ISO 37002: whoever was assessed as an outsider is assessed anew, with what is asked of staff. */
const wasAssessedAsOutsider = ({ isStaff, risk }: ProtectionState): boolean =>
  !isStaff && risk !== null && risk.asStaff !== true;

/** The clock that the event starts, or starts anew. */
function started(event: ProtectionFact, before: ProtectionState): string | null {
  switch (event.type) {
    case 'ProtectionOpened':
    case 'PressureReported':
      return 'risk-assessment';
    case 'CheckInAnswered':
    case 'PersonContacted':
      return event.body.answer === 'well' ? null : 'risk-assessment';
    case 'EmploymentTold':
      return event.body.worksHere && wasAssessedAsOutsider(before) ? 'risk-assessment' : null;
    case 'IdentityAskedFor':
      return numbered('access-decision', event.body.access);
    case 'IdentityAccessGiven':
      return event.body.inEmergency ? numbered('emergency-review', event.body.access) : null;
    case 'CheckInUnanswered':
      return numbered('contact', event.body.checkIn);
    case 'PersonnelActionFound':
      return numbered('justification', event.body.action);
    default:
      return null;
  }
}

/** The clock that the event stops. */
function stopped(event: ProtectionFact): string | null {
  switch (event.type) {
    case 'RiskAssessed':
      return 'risk-assessment';
    case 'IdentityAccessGiven':
    case 'IdentityAccessRefused':
    case 'IdentityRequestWithdrawn':
      return numbered('access-decision', event.body.access);
    case 'EmergencyReviewed':
      return numbered('emergency-review', event.body.access);
    case 'CheckInAnswered':
    case 'PersonContacted':
      return numbered('contact', event.body.checkIn);
    case 'PersonnelActionJudged':
      return numbered('justification', event.body.action);
    default:
      return null;
  }
}

/** The clocks that these events start or stop, each whole; none when nothing changes. */
export function reckonClocks(
  before: ProtectionState,
  events: readonly ProtectionEvent[],
  policy: ProtectionPolicy,
  calendar: Calendar,
): RunningClock[] {
  const { clocks } = before;
  const changed = new Map<string, RunningClock>();
  const runningOf = (id: string): RunningClock | undefined => {
    const clock = changed.get(id) ?? clocks.find((one) => one.id === id);
    return clock?.stoppedAt === null ? clock : undefined;
  };
  const start = (id: string, event: string, at: Instant): RunningClock =>
    startClock(
      definitionOf(id, policy),
      { startedAt: at, countsFrom: at, why: [{ code: 'counts-from', event, at }] },
      calendar,
    );
  for (const event of events) {
    const [ends, begins] = [stopped(event), started(event, before)];
    const running = ends === null ? undefined : runningOf(ends);
    if (running !== undefined)
      changed.set(running.id, stop(definitionOf(running.id, policy), running, event.at, calendar));
    if (begins !== null && runningOf(begins) === undefined)
      changed.set(begins, start(begins, event.type, event.at));
  }
  return [...changed.values()];
}
