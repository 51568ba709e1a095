import { extend, pause, reckon, resume, startClock, stop } from '../clock/reckon.js';
import type { ClockDefinition } from '../clock/clock-definition.js';
import type { RunningClock, WhyStep } from '../clock/running-clock.js';
import type { Policy } from '../policy/policy.js';
import type { Instant } from '../time/instant.js';
import type { ComplaintEvent, EventBodies } from './complaint-event.js';
import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';

export const clockDefinitions = (policy: Policy, category: string): ClockDefinition[] =>
  policy.categories.find(({ id }) => id === category)?.clocks ?? [];

const isRunning = (clock: RunningClock): boolean => clock.stoppedAt === null;
const isPaused = (clock: RunningClock): boolean => clock.pauses.some(({ to }) => to === null);

/** Receipt counts from the next office hours (e-government act ม.10); everything else from the event itself. */
function origin(
  definition: ClockDefinition,
  event: ComplaintEvent,
  clocks: ReadonlyMap<string, RunningClock>,
): { countsFrom: Instant; why: WhyStep[] } {
  const other = definition.countsFromDueOf;
  const before = other === undefined ? undefined : clocks.get(other);
  if (before !== undefined)
    return {
      countsFrom: before.dueAt,
      why: [{ code: 'counts-from-due-of', clock: before.id, at: before.dueAt }],
    };
  if (event.type !== 'ComplaintReceived')
    return { countsFrom: event.at, why: [{ code: 'counts-from', event: event.type, at: event.at }] };
  const { filedAt, deemedReceivedAt } = event.body;
  return {
    countsFrom: deemedReceivedAt,
    why: [
      filedAt === deemedReceivedAt
        ? { code: 'received-in-office-hours', at: filedAt }
        : { code: 'deemed-received', filedAt, deemedAt: deemedReceivedAt },
    ],
  };
}

/** What one event does to one clock; the same clock back when it does nothing. */
function touched(
  definition: ClockDefinition,
  clock: RunningClock,
  event: ComplaintEvent,
  { calendar }: DecisionContext,
): RunningClock {
  const { at } = event;
  if (!isRunning(clock)) return clock;
  if (definition.stopsOn.includes(event.type)) return stop(definition, clock, at, calendar);
  if (definition.pauses?.on.includes(event.type) && !isPaused(clock))
    return pause(definition, clock, at, calendar);
  // Of the expiries only the one of what was awaited ends the waiting.
  const endsPause = event.type !== 'ClockExpired' || event.body.goesOn;
  if (definition.pauses?.resumesOn.includes(event.type) && endsPause && isPaused(clock))
    return resume(definition, clock, at, calendar);
  if (event.type === 'ExtensionGranted' && event.body.clock === clock.id)
    return extend(definition, clock, event.body.span, at, calendar);
  return clock;
}

/**
 * The clocks that these events start, stop, pause, resume, extend or move, each whole; null when none.
 * `before` is the state ahead of the events, `after` the one behind them (its category decides the clocks).
 */
export function reckonClocks(
  before: ComplaintState,
  events: readonly ComplaintEvent[],
  after: ComplaintState,
  context: DecisionContext,
): EventBodies['ClocksReckoned'] | null {
  const definitions = clockDefinitions(context.policy, after.category);
  const clocks = new Map(after.clocks.map((clock) => [clock.id, clock]));
  const changed = new Set<string>();
  const put = (clock: RunningClock): void => {
    clocks.set(clock.id, clock);
    changed.add(clock.id);
  };

  for (const event of events) {
    for (const definition of definitions) {
      const clock = clocks.get(definition.id);
      const moved = clock && touched(definition, clock, event, context);
      if (moved !== undefined && moved !== clock) put(moved);
      const mayStart = clock === undefined || !isRunning(clock);
      if (mayStart && definition.startsOn.includes(event.type))
        put(
          startClock(
            definition,
            { startedAt: event.at, ...origin(definition, event, clocks) },
            context.calendar,
          ),
        );
      const now = clocks.get(definition.id);
      if (event.type === 'CalendarApplied' && now !== undefined && isRunning(now)) {
        const recounted = reckon(definition, now, context.calendar, event.at);
        if (recounted.dueAt !== now.dueAt) put(withDeclaration(recounted, event.body.holiday.date));
      }
    }
  }

  // A new category has its own clocks; those of the old one end here.
  if (before.category !== after.category) {
    for (const clock of after.clocks)
      if (isRunning(clock) && !definitions.some(({ id }) => id === clock.id))
        put({ ...clock, stoppedAt: after.lastEventAt, alarms: [] });
    const receipt = receiptOf(after);
    for (const definition of definitions)
      if (!clocks.has(definition.id) && definition.startsOn.includes('ComplaintReceived'))
        put(
          startClock(
            definition,
            { startedAt: receipt.at, ...origin(definition, receipt, clocks) },
            context.calendar,
          ),
        );
  }
  return changed.size === 0 ? null : { clocks: [...clocks.values()].filter(({ id }) => changed.has(id)) };
}

const withDeclaration = (clock: RunningClock, date: string): RunningClock => ({
  ...clock,
  why: [...clock.why.slice(0, -1), { code: 'holiday-declared', date }, ...clock.why.slice(-1)],
});

const receiptOf = (state: ComplaintState): ComplaintEvent<'ComplaintReceived'> => ({
  type: 'ComplaintReceived',
  schemaVersion: 1,
  at: state.filing.filedAt,
  actor: 'complainant',
  body: state.filing,
});

/** The receipt that starts a case's first clocks, for `open`. */
export { receiptOf as receiptEvent };
