import { isPaused, nextDue } from '../clock/next-due.js';
import { extend, pause, reckon, resume, startClock, stop } from '../clock/reckon.js';
import type { ClockDefinition } from '../clock/clock-definition.js';
import type { RunningClock, WhyStep } from '../clock/running-clock.js';
import type { Policy } from '../policy/policy.js';
import type { Instant } from '../time/instant.js';
import type { ComplaintEvent, EventBodies } from './complaint-event.js';
import type { ComplaintState } from './complaint-state.js';
import type { DecisionContext } from './decision-context.js';
import { receiptWhy } from './receipt.js';

export const clockDefinitions = (policy: Policy, category: string): ClockDefinition[] =>
  policy.categories.find(({ id }) => id === category)?.clocks ?? [];

/** The agency's clock that is due first; what binds the complainant (the review window) presses nobody. */
export function pressing({ clocks, category }: ComplaintState, policy: Policy): RunningClock | null {
  const official = clockDefinitions(policy, category).filter(({ bindsOn }) => bindsOn === 'official');
  return nextDue(clocks.filter(({ id }) => official.some((one) => one.id === id)));
}

const isRunning = (clock: RunningClock): boolean => clock.stoppedAt === null;

/** Receipt counts from when it is deemed to be; everything else from the event itself. */
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
  return { countsFrom: event.body.deemedReceivedAt, why: [receiptWhy(event.body)] };
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

  // A new category has its own clocks, as if from the receipt on; those of the old one end here.
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
        if (recounted.dueAt !== now.dueAt) put(withDeclaration(recounted, event.body));
      }
    }
  }

  for (const definition of definitions) {
    const [clock, base] = [clocks.get(definition.id), clocks.get(definition.countsFromDueOf ?? '')];
    if (clock === undefined || base === undefined || !isRunning(clock)) continue;
    if (changed.has(base.id) && clock.countsFrom !== base.dueAt)
      put(recount(definition, clock, base, context.calendar, after.lastEventAt));
  }
  return changed.size === 0 ? null : { clocks: [...clocks.values()].filter(({ id }) => changed.has(id)) };
}

function withDeclaration(
  clock: RunningClock,
  { holiday, removed }: EventBodies['CalendarApplied'],
): RunningClock {
  const code = removed ? 'holiday-taken-back' : 'holiday-declared';
  return { ...clock, why: [...clock.why.slice(0, -1), { code, date: holiday.date }, ...clock.why.slice(-1)] };
}

/** A clock that counts from another's due instant follows it. */
const recount = (
  definition: ClockDefinition,
  clock: RunningClock,
  base: RunningClock,
  calendar: DecisionContext['calendar'],
  at: Instant,
): RunningClock =>
  reckon(
    definition,
    {
      ...clock,
      countsFrom: base.dueAt,
      why: [{ code: 'counts-from-due-of', clock: base.id, at: base.dueAt }, ...clock.why.slice(1)],
    },
    calendar,
    at,
  );

const receiptOf = (state: ComplaintState): ComplaintEvent<'ComplaintReceived'> => ({
  type: 'ComplaintReceived',
  schemaVersion: 1,
  at: state.filing.filedAt,
  actor: 'complainant',
  body: state.filing,
});

/** The receipt that starts a case's first clocks, for `open`. */
export { receiptOf as receiptEvent };
