import {
  addMs,
  dateOf,
  endOfDay,
  epochMs,
  HOUR_MS,
  later,
  type Instant,
  type LocalDate,
} from '../time/instant.js';
import type { Calendar } from './calendar.js';
import type { ClockDefinition } from './clock-definition.js';
import type { Span } from './span.js';
import { addDaySpan, isInDays, pausedSpan, type DaySpan } from './day-count.js';
import type { RunningClock, WhyStep } from './running-clock.js';
import { isWorkingDay, nonWorkingDays, workingDayFrom } from './working-days.js';

type History = Pick<RunningClock, 'countsFrom' | 'pauses' | 'extensions'>;
type Change = { at: Instant; until: Instant | null } | { at: Instant; span: Span };

/** What a due instant is and each step of the reasoning that led to it, the origin of the count left out. */
export interface Due {
  dueAt: Instant;
  why: WhyStep[];
}

/** Pauses and extensions in the order in which they happened. A clock cannot pause before its count begins. */
function changesOf({ countsFrom, pauses, extensions }: History): Change[] {
  const changes: Change[] = [
    ...pauses
      .filter(({ to }) => to === null || to > countsFrom)
      .map(({ from, to }) => ({ at: later(from, countsFrom), until: to && later(to, from) })),
    ...extensions,
  ];
  return changes.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/**
 * When the clock is due, and why. Day and month limits end with their last day, the first day excluded;
 * hours end at the exact instant. A pause moves a limit that had not yet passed by the pause's own units.
 */
export function dueOf(definition: ClockDefinition, history: History, calendar: Calendar): Due {
  const { limit, citation } = definition;
  const asLimit: WhyStep = { code: 'limit', amount: limit.amount, unit: limit.unit, citation };
  const { dueAt, why } = isInDays(limit)
    ? dueInDays(definition, limit, asLimit, history, calendar)
    : dueInHours(definition, asLimit, history);
  return { dueAt, why: [...why, { code: 'due', at: dueAt }] };
}

function dueInDays(
  definition: ClockDefinition,
  limit: DaySpan,
  asLimit: WhyStep,
  history: History,
  calendar: Calendar,
): Due {
  const rolls = definition.bindsOn === 'private-person';
  const settled = (day: LocalDate): LocalDate => (rolls ? workingDayFrom(day, calendar) : day);
  const first = dateOf(history.countsFrom);
  const why: WhyStep[] = [{ code: 'first-day-excluded', date: first }, asLimit];

  let day = addDaySpan(first, limit, calendar);
  for (const change of changesOf(history)) {
    if ('span' in change) {
      if (!isInDays(change.span)) throw new RangeError(`Clock ${definition.id} in days is extended by hours`);
      day = addDaySpan(day, change.span, calendar);
      why.push(asExtended(definition, change));
    } else if (dateOf(change.at) <= settled(day)) {
      why.push(asPaused(definition, change));
      const to = dateOf(change.until ?? change.at);
      const moved = addDaySpan(day, pausedSpan(dateOf(change.at), to, limit.unit, calendar), calendar);
      // What is paused on its last day and goes on upon a day off would else have been due during the pause.
      const goesOn = limit.unit === 'working-days' ? workingDayFrom(to, calendar) : to;
      day = later(moved, goesOn);
    }
  }

  if (limit.unit === 'working-days') {
    const dates = nonWorkingDays(first, day, calendar);
    if (dates.length > 0) why.push({ code: 'skipped-non-working-days', dates });
  }
  // ม.64: the last day of a private person's limit rolls off a holiday, an official's does not.
  const last = settled(day);
  if (last !== day) why.push({ code: 'rolled-to-working-day', from: day, to: last });
  else if (!isWorkingDay(day, calendar)) why.push({ code: 'not-rolled-for-official', date: day });
  return { dueAt: endOfDay(last), why };
}

function dueInHours(definition: ClockDefinition, asLimit: WhyStep, history: History): Due {
  const why: WhyStep[] = [asLimit];
  let dueAt = addMs(history.countsFrom, definition.limit.amount * HOUR_MS);
  for (const change of changesOf(history)) {
    if ('span' in change) {
      if (isInDays(change.span)) throw new RangeError(`Clock ${definition.id} in hours is extended by days`);
      dueAt = addMs(dueAt, change.span.amount * HOUR_MS);
      why.push(asExtended(definition, change));
    } else if (change.at <= dueAt) {
      dueAt = addMs(dueAt, epochMs(change.until ?? change.at) - epochMs(change.at));
      why.push(asPaused(definition, change));
    }
  }
  return { dueAt, why };
}

const asPaused = (
  definition: ClockDefinition,
  { at, until }: Extract<Change, { until: unknown }>,
): WhyStep => ({
  code: 'paused',
  from: at,
  to: until,
  citation: definition.pauses?.citation ?? definition.citation,
});

const asExtended = (
  definition: ClockDefinition,
  { at, span }: Extract<Change, { span: unknown }>,
): WhyStep => ({
  code: 'extended',
  amount: span.amount,
  unit: span.unit,
  at,
  citation: definition.extension?.citation ?? definition.citation,
});
