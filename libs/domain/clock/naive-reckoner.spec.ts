import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar } from './calendar.js';
import type { ClockDefinition } from './clock-definition.js';
import type { ClockUnit } from './span.js';
import { aClock } from './clock.builder.js';
import { extend, pause, resume, startClock } from './reckon.js';

/** The rules once more, one day after another, on plain numbers; shares no code with what it checks. */
interface Matter {
  unit: ClockUnit;
  amount: number;
  isPrivate: boolean;
  countsFromMs: number;
  /** In the order of time; a pause has an end, an extension an amount. */
  changes: ({ atMs: number; untilMs: number } | { atMs: number; extra: number })[];
  workingWeekdays: number[];
  holidays: number[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const dayNumber = (ms: number): number => Math.floor((ms + 7 * HOUR) / DAY);

function naiveDue(matter: Matter): number {
  const { unit, amount, isPrivate, countsFromMs, changes, workingWeekdays, holidays } = matter;
  // 1 January 1970 was a Thursday.
  const works = (day: number): boolean => workingWeekdays.includes((day + 4) % 7) && !holidays.includes(day);

  if (unit === 'hours') {
    let due = countsFromMs;
    for (let hour = 0; hour < amount; hour += 1) due += HOUR;
    for (const change of changes) {
      if ('extra' in change) due += change.extra * HOUR;
      else if (change.atMs <= due && change.untilMs > countsFromMs)
        due += change.untilMs - Math.max(change.atMs, countsFromMs);
    }
    return due;
  }

  const counts = (day: number): boolean => unit !== 'working-days' || works(day);
  const walk = (from: number, steps: number): number => {
    let day = from;
    while (steps > 0) {
      day += 1;
      if (counts(day)) steps -= 1;
    }
    return day;
  };
  const first = dayNumber(countsFromMs);
  let due = unit === 'months' ? walkMonths(first, amount) : walk(first, amount);
  for (const change of changes) {
    if ('extra' in change) {
      due = unit === 'months' ? walkMonths(due, change.extra) : walk(due, change.extra);
      continue;
    }
    if (change.untilMs <= countsFromMs) continue;
    let lastDay = due;
    while (isPrivate && !works(lastDay)) lastDay += 1;
    const begins = Math.max(dayNumber(change.atMs), first);
    if (begins > lastDay) continue;
    let paused = 0;
    for (let day = begins + 1; day <= dayNumber(change.untilMs); day += 1) if (counts(day)) paused += 1;
    due = walk(due, paused);
    let goesOn = dayNumber(change.untilMs);
    while (!counts(goesOn)) goesOn += 1;
    if (due < goesOn) due = goesOn;
  }
  while (isPrivate && !works(due)) due += 1;
  return (due + 1) * DAY - 7 * HOUR - 1;
}

/** Day by day until the same day of the month, or the last one of a month too short, `months` months on. */
function walkMonths(from: number, months: number): number {
  const parts = (day: number): { month: number; date: number } => {
    const date = new Date(day * DAY);
    return { month: date.getUTCFullYear() * 12 + date.getUTCMonth(), date: date.getUTCDate() };
  };
  const start = parts(from);
  let day = from;
  for (;;) {
    const now = parts(day);
    const isLastOfMonth = parts(day + 1).month !== now.month;
    if (now.month === start.month + months && (now.date === start.date || isLastOfMonth)) return day;
    day += 1;
  }
}

const BEGIN = Date.UTC(2025, 11, 1);
const when = fc.integer({ min: BEGIN, max: BEGIN + 400 * DAY });
const matters: fc.Arbitrary<Matter> = fc
  .record({
    unit: fc.constantFrom<ClockUnit>('calendar-days', 'working-days', 'months', 'hours'),
    amount: fc.integer({ min: 1, max: 45 }),
    isPrivate: fc.boolean(),
    countsFromMs: when,
    moments: fc.array(fc.integer({ min: -10 * DAY, max: 60 * DAY }), { maxLength: 6 }),
    extra: fc.integer({ min: 1, max: 15 }),
    extendsFirst: fc.boolean(),
    workingWeekdays: fc.constantFrom<number[][]>([1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6], [0, 2, 4]),
    holidays: fc.uniqueArray(fc.integer({ min: dayNumber(BEGIN), max: dayNumber(BEGIN) + 460 }), {
      maxLength: 25,
    }),
  })
  .map(({ moments, extra, extendsFirst, countsFromMs, unit, amount, ...rest }) => {
    const times = [...new Set(moments)].sort((a, b) => a - b).map((offset) => countsFromMs + offset);
    const changes: Matter['changes'] = [];
    const only = times.length % 2 === 1 ? (extendsFirst ? times.shift() : times.pop()) : undefined;
    for (let at = 0; at + 1 < times.length; at += 2)
      changes.push({ atMs: times[at] ?? 0, untilMs: times[at + 1] ?? 0 });
    // Extended once the count has begun: before that there is nothing to extend.
    if (only !== undefined && only > countsFromMs) {
      const extension = { atMs: only, extra: unit === 'months' ? Math.min(extra, 3) : extra };
      if (extendsFirst) changes.unshift(extension);
      else changes.push(extension);
    }
    return { ...rest, unit, amount: unit === 'months' ? Math.min(amount, 6) : amount, countsFromMs, changes };
  });

const isoOf = (ms: number): string => new Date(ms).toISOString();

/** The same matter told to the engine, event by event. */
function engineDue(matter: Matter): number {
  const { unit, amount, isPrivate, countsFromMs, changes, workingWeekdays, holidays } = matter;
  const calendar: Calendar = {
    officeHours: { opensAtMinute: 510, closesAtMinute: 990 },
    workingWeekdays,
    holidays: holidays.map((day) => ({
      date: isoOf(day * DAY).slice(0, 10),
      name: { th: 'หยุด', en: 'off' },
    })),
  };
  const definition: ClockDefinition = aClock({
    limit: { amount, unit },
    bindsOn: isPrivate ? 'private-person' : 'official',
  });
  const startedAt = isoOf(countsFromMs);
  let clock = startClock(definition, { startedAt, countsFrom: startedAt }, calendar);
  for (const change of changes)
    clock =
      'extra' in change
        ? extend(definition, clock, { amount: change.extra, unit }, isoOf(change.atMs), calendar)
        : resume(
            definition,
            pause(definition, clock, isoOf(change.atMs), calendar),
            isoOf(change.untilMs),
            calendar,
          );
  return Date.parse(clock.dueAt);
}

describe('the engine and a naive day-by-day reckoner', () => {
  it('agree on 100,000 random cases', () => {
    fc.assert(
      fc.property(matters, (matter) => engineDue(matter) === naiveDue(matter)),
      { seed: 2565, numRuns: 100_000 },
    );
    expect.assertions(0);
  });
});
