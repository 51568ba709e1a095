import type { Instant } from '../time/instant.js';
import { alarmsFor, isSameAlarm } from './alarms.js';
import type { Calendar } from './calendar.js';
import type { ClockDefinition } from './clock-definition.js';
import type { Span } from './span.js';
import { dueOf } from './due.js';
import { isPaused } from './next-due.js';
import type { RunningClock, WhyStep } from './running-clock.js';

export { nextAlarm } from './alarms.js';
export { deemedReceipt } from './office-hours.js';

/** What led to the instant from which the limit counts: the steps ahead of the limit's own. */
function originOf(why: readonly WhyStep[]): WhyStep[] {
  const own = why.findIndex(({ code }) => code === 'first-day-excluded' || code === 'limit');
  return own < 0 ? [...why] : why.slice(0, own);
}

/**
 * Starts a clock. `countsFrom` is the deemed receipt, the event, or another clock's due instant; `why` says which.
 * Escalations whose time has already come are kept, to ring at once; reminders are not.
 */
export function startClock(
  definition: ClockDefinition,
  start: { startedAt: Instant; countsFrom: Instant; why?: WhyStep[] },
  calendar: Calendar,
): RunningClock {
  const { startedAt, countsFrom, why = [] } = start;
  const history = { countsFrom, pauses: [], extensions: [] };
  const due = dueOf(definition, history, calendar);
  return {
    id: definition.id,
    startedAt,
    ...history,
    stoppedAt: null,
    dueAt: due.dueAt,
    why: [...why, ...due.why],
    alarms: alarmsFor(definition, due.dueAt, calendar).filter(
      ({ kind, at }) => kind !== 'reminder' || at > startedAt,
    ),
  };
}

/**
 * Works the clock out anew from its pauses, extensions and the calendar: due instant, reasons, alarms.
 * An alarm stays set when it lies after `rungUpTo` or has not rung yet, so that one moved into the past rings at once.
 */
export function reckon(
  definition: ClockDefinition,
  running: RunningClock,
  calendar: Calendar,
  rungUpTo: Instant = running.startedAt,
): RunningClock {
  const { dueAt, why } = dueOf(definition, running, calendar);
  const declared = running.why.filter(
    ({ code }) => code === 'holiday-declared' || code === 'holiday-taken-back',
  );
  const isSilent = running.stoppedAt !== null || isPaused(running);
  return {
    ...running,
    dueAt,
    why: [...originOf(running.why), ...why.slice(0, -1), ...declared, ...why.slice(-1)],
    alarms: isSilent
      ? []
      : alarmsFor(definition, dueAt, calendar).filter(
          (alarm) => alarm.at > rungUpTo || running.alarms.some((set) => isSameAlarm(set, alarm)),
        ),
  };
}

/** Stops the count until `resume`; the due instant stands as it was and nothing rings. */
export function pause(
  definition: ClockDefinition,
  running: RunningClock,
  at: Instant,
  calendar: Calendar,
): RunningClock {
  return reckon(
    definition,
    { ...running, pauses: [...running.pauses, { from: at, to: null }] },
    calendar,
    at,
  );
}

/** Ends the open pause: the due instant moves by it, and what had not rung when it began is set again. */
export function resume(
  definition: ClockDefinition,
  running: RunningClock,
  at: Instant,
  calendar: Calendar,
): RunningClock {
  const ended = running.pauses.filter(({ to }) => to !== null);
  const open = running.pauses.find(({ to }) => to === null);
  if (open === undefined) return running;
  const beforePause = dueOf(definition, { ...running, pauses: ended }, calendar).dueAt;
  const unrung = alarmsFor(definition, beforePause, calendar).filter((alarm) => alarm.at > open.from);
  const pauses = [...ended, { from: open.from, to: at }];
  return reckon(definition, { ...running, pauses, alarms: unrung }, calendar, at);
}

/** Adds a granted extension; the pack's bounds on it are the decider's to check. */
export function extend(
  definition: ClockDefinition,
  running: RunningClock,
  span: Span,
  at: Instant,
  calendar: Calendar,
): RunningClock {
  return reckon(definition, { ...running, extensions: [...running.extensions, { span, at }] }, calendar, at);
}

/** Ends the clock for good; a pause that is still open ends with it. */
export function stop(
  definition: ClockDefinition,
  running: RunningClock,
  at: Instant,
  calendar: Calendar,
): RunningClock {
  return { ...resume(definition, running, at, calendar), stoppedAt: at, alarms: [] };
}
