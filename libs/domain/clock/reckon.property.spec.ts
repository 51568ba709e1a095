import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from './calendar.js';
import { addDays, addMs, dateOf, DAY_MS, endOfDay, epochMs, instantOf, later } from '../time/instant.js';
import type { ClockDefinition } from './clock-definition.js';
import type { ClockUnit } from './span.js';
import { aClock, startedAt, withHolidays } from './clock.builder.js';
import { addWorkingDays, isWorkingDay, workingDayFrom } from './working-days.js';
import { deemedReceipt, extend, pause, reckon, resume } from './reckon.js';
import type { RunningClock } from './running-clock.js';

const BEGIN = Date.UTC(2026, 0, 1);
const instants = fc.integer({ min: BEGIN, max: BEGIN + 300 * DAY_MS }).map(instantOf);
const dates = instants.map(dateOf);
const calendars = fc.uniqueArray(dates, { maxLength: 20 }).map((days) => withHolidays(...days));
const spans = fc.integer({ min: 0, max: 30 * DAY_MS });

const aLimit = (unit: ClockUnit, amount: number): ClockDefinition =>
  aClock({
    limit: { amount, unit },
    reminders: [{ before: { amount: 2, unit: 'calendar-days' } }],
    escalations: [{ after: { amount: 0, unit: 'calendar-days' }, to: 'officer' }],
  });
const limits = (...units: ClockUnit[]) =>
  fc
    .tuple(fc.constantFrom(...units), fc.integer({ min: 1, max: 40 }))
    .map(([unit, amount]) => aLimit(unit, amount));

/** A clock started, perhaps extended by working days, perhaps paused for a while, at instants after its start. */
interface Life {
  definition: ClockDefinition;
  start: string;
  extension: { amount: number; afterMs: number } | null;
  paused: { afterMs: number; forMs: number } | null;
}
const live = ({ definition, start, extension, paused }: Life, calendar: Calendar): RunningClock => {
  let clock = startedAt(start, definition, calendar);
  if (extension !== null)
    clock = extend(
      definition,
      clock,
      { amount: extension.amount, unit: definition.limit.unit },
      addMs(start, extension.afterMs),
      calendar,
    );
  if (paused === null) return clock;
  const from = addMs(start, 30 * DAY_MS + paused.afterMs);
  return resume(definition, pause(definition, clock, from, calendar), addMs(from, paused.forMs), calendar);
};
/** When the clock was last acted on: what was due by then has rung. */
const lastTouch = ({ startedAt: at, pauses, extensions }: RunningClock): string =>
  [at, ...pauses.map(({ to }) => to ?? at), ...extensions.map((one) => one.at)].reduce(later);
const lives = (...units: ClockUnit[]): fc.Arbitrary<Life> =>
  fc.record({
    definition: limits(...units),
    start: instants,
    extension: fc.option(fc.record({ amount: fc.integer({ min: 1, max: 20 }), afterMs: spans })),
    paused: fc.option(fc.record({ afterMs: spans, forMs: spans })),
  });

describe('a due date', () => {
  it('in working days is never made earlier by one more holiday', () => {
    fc.assert(
      fc.property(lives('working-days'), calendars, dates, (life, calendar, date) => {
        const more = {
          ...calendar,
          holidays: [...calendar.holidays, { date, name: { th: 'ใหม่', en: 'new' } }],
        };
        const before = live(life, calendar);
        return (
          live(life, more).dueAt >= before.dueAt &&
          reckon(life.definition, before, more).dueAt >= before.dueAt
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('in working days is never in the pause: paused on the last day, it goes on upon the next working day', () => {
    const definition = aLimit('working-days', 3);
    const calendar = withHolidays('2026-03-09');
    const clock = startedAt('2026-03-02T03:00:00.000Z', definition, calendar);
    const paused = pause(definition, clock, '2026-03-05T03:00:00.000Z', calendar);
    const due = (to: string): string => dateOf(resume(definition, paused, to, calendar).dueAt);
    expect(dateOf(clock.dueAt)).toBe('2026-03-05');
    expect(due('2026-03-06T03:00:00.000Z')).toBe('2026-03-06');
    expect(due('2026-03-08T03:00:00.000Z')).toBe('2026-03-10');
    expect(due('2026-03-09T03:00:00.000Z')).toBe('2026-03-10');
  });

  it('is moved by a pause by the pause’s own units', () => {
    fc.assert(
      fc.property(
        limits('calendar-days', 'working-days', 'hours', 'months'),
        instants,
        fc.double({ min: 0, max: 1, noNaN: true }),
        spans,
        calendars,
        (definition, start, share, pausedMs, calendar) => {
          const clock = startedAt(start, definition, calendar);
          const from = addMs(start, Math.floor(share * (epochMs(clock.dueAt) - epochMs(start))));
          const to = addMs(from, pausedMs);
          const moved = resume(definition, pause(definition, clock, from, calendar), to, calendar).dueAt;
          if (definition.limit.unit === 'hours') return moved === addMs(clock.dueAt, pausedMs);
          let days = 0;
          for (let day = addDays(dateOf(from), 1); day <= dateOf(to); day = addDays(day, 1))
            if (definition.limit.unit !== 'working-days' || isWorkingDay(day, calendar)) days += 1;
          const due = dateOf(clock.dueAt);
          const expected =
            definition.limit.unit === 'working-days'
              ? later(addWorkingDays(due, days, calendar), workingDayFrom(dateOf(to), calendar))
              : addDays(due, days);
          return moved === endOfDay(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('and all beside it is the same for the same input, and working it out changes nothing', () => {
    fc.assert(
      fc.property(lives('calendar-days', 'working-days', 'hours', 'months'), calendars, (life, calendar) => {
        const frozen = JSON.stringify([life, calendar]);
        const once = JSON.stringify(live(life, calendar));
        const clock = live(life, calendar);
        return (
          JSON.stringify(clock) === once &&
          JSON.stringify(reckon(life.definition, clock, calendar, lastTouch(clock))) === once &&
          JSON.stringify([life, calendar]) === frozen
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('alarms', () => {
  it('come in order: reminders in office hours and never past the due instant, escalations after it', () => {
    fc.assert(
      fc.property(
        limits('calendar-days', 'working-days', 'hours'),
        instants,
        calendars,
        (definition, start, calendar) => {
          const { alarms, dueAt } = startedAt(start, definition, calendar);
          return alarms.every(
            ({ kind, at }, index) =>
              at >= (alarms[index - 1]?.at ?? '') &&
              (kind === 'reminder' ? at <= dueAt && deemedReceipt(at, calendar) === at : at > dueAt),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('a deemed receipt', () => {
  it('is never before the filing, is in office hours, and stays what it is', () => {
    fc.assert(
      fc.property(instants, calendars, (filedAt, calendar) => {
        const received = deemedReceipt(filedAt, calendar);
        return received >= filedAt && deemedReceipt(received, calendar) === received;
      }),
      { numRuns: 1000 },
    );
  });
});
