import { describe, expect, it } from '@jest/globals';
import { plainCalendar } from '../policy/policy.builder.js';
import { aClock, bangkok, startedAt, withHolidays } from './clock.builder.js';
import { extend, pause, reckon, resume, startClock, stop } from './reckon.js';
import type { RunningClock } from './running-clock.js';

const endOf = (date: string): string => `${date}T16:59:59.999Z`;
const codes = ({ why }: RunningClock): string[] => why.map(({ code }) => code);
// 2 February 2026 is a Monday.
const MONDAY = bangkok('2026-02-02', '10:00');

describe('a limit', () => {
  it('in calendar days excludes the first day and ends with the last', () => {
    const clock = startedAt(MONDAY);
    expect(clock.dueAt).toBe(endOf('2026-02-09'));
    expect(clock.why).toEqual([
      { code: 'first-day-excluded', date: '2026-02-02' },
      { code: 'limit', amount: 7, unit: 'calendar-days', citation: 'a-rule' },
      { code: 'due', at: endOf('2026-02-09') },
    ]);
  });

  it('takes its first day from Bangkok, not from UTC', () => {
    expect(startedAt('2026-02-01T17:30:00.000Z').dueAt).toBe(endOf('2026-02-09'));
    expect(startedAt('2026-02-01T16:30:00.000Z').dueAt).toBe(endOf('2026-02-08'));
  });

  it('on an official does not roll off a holiday', () => {
    const clock = startedAt(MONDAY, aClock({ limit: { amount: 5, unit: 'calendar-days' } }));
    expect(clock.dueAt).toBe(endOf('2026-02-07'));
    expect(clock.why).toContainEqual({ code: 'not-rolled-for-official', date: '2026-02-07' });
  });

  it('on a private person rolls to the next working day, over a weekend and the holiday behind it', () => {
    const definition = aClock({ limit: { amount: 5, unit: 'calendar-days' }, bindsOn: 'private-person' });
    const clock = startedAt(MONDAY, definition, withHolidays('2026-02-09'));
    expect(clock.dueAt).toBe(endOf('2026-02-10'));
    expect(clock.why).toContainEqual({ code: 'rolled-to-working-day', from: '2026-02-07', to: '2026-02-10' });
  });

  it('in working days skips weekends and holidays and names them', () => {
    const definition = aClock({ limit: { amount: 5, unit: 'working-days' } });
    const clock = startedAt(MONDAY, definition, withHolidays('2026-02-04'));
    expect(clock.dueAt).toBe(endOf('2026-02-10'));
    expect(clock.why).toContainEqual({
      code: 'skipped-non-working-days',
      dates: ['2026-02-04', '2026-02-07', '2026-02-08'],
    });
  });

  it('in hours ends at the exact instant, holiday or not', () => {
    const clock = startedAt(bangkok('2026-02-06', '15:20'), aClock({ limit: { amount: 72, unit: 'hours' } }));
    expect(clock.dueAt).toBe(bangkok('2026-02-09', '15:20'));
    expect(codes(clock)).toEqual(['limit', 'due']);
  });

  it('in months ends on the same day of the month, or on its last', () => {
    const months = (amount: number, from: string): string =>
      startedAt(bangkok(from, '10:00'), aClock({ limit: { amount, unit: 'months' } })).dueAt;
    expect(months(3, '2026-02-02')).toBe(endOf('2026-05-02'));
    expect(months(1, '2026-01-31')).toBe(endOf('2026-02-28'));
    expect(months(3, '2026-11-24')).toBe(endOf('2027-02-24'));
  });

  it('counts from another clock’s due instant as from its day', () => {
    const start = { startedAt: MONDAY, countsFrom: endOf('2026-02-09') };
    const clock = startClock(aClock({ limit: { amount: 30, unit: 'calendar-days' } }), start, plainCalendar);
    expect(clock.dueAt).toBe(endOf('2026-03-11'));
  });

  it('keeps what it counts from in front of its reasons, however often it is worked out anew', () => {
    const why = [{ code: 'counts-from', event: 'ReportSubmitted', at: MONDAY } as const];
    const clock = startClock(aClock(), { startedAt: MONDAY, countsFrom: MONDAY, why }, plainCalendar);
    expect(reckon(aClock(), clock, plainCalendar)).toEqual(clock);
  });
});

describe('a pause', () => {
  it('moves a calendar-day limit by the days paused', () => {
    const paused = pause(aClock(), startedAt(MONDAY), bangkok('2026-02-03', '11:00'), plainCalendar);
    expect(paused.dueAt).toBe(endOf('2026-02-09'));
    const resumed = resume(aClock(), paused, bangkok('2026-02-08', '09:00'), plainCalendar);
    expect(resumed.dueAt).toBe(endOf('2026-02-14'));
    expect(resumed.why).toContainEqual({
      code: 'paused',
      from: bangkok('2026-02-03', '11:00'),
      to: bangkok('2026-02-08', '09:00'),
      citation: 'pausing-rule',
    });
  });

  it('moves a working-day limit by the working days paused', () => {
    const definition = aClock({ limit: { amount: 5, unit: 'working-days' } });
    const paused = pause(
      definition,
      startedAt(MONDAY, definition),
      bangkok('2026-02-05', '11:00'),
      plainCalendar,
    );
    const resumed = resume(definition, paused, bangkok('2026-02-09', '09:00'), plainCalendar);
    expect(resumed.dueAt).toBe(endOf('2026-02-11'));
  });

  it('moves a limit in hours by the milliseconds paused', () => {
    const definition = aClock({ limit: { amount: 72, unit: 'hours' } });
    const paused = pause(
      definition,
      startedAt(MONDAY, definition),
      bangkok('2026-02-02', '12:00'),
      plainCalendar,
    );
    const resumed = resume(definition, paused, '2026-02-02T06:30:00.250Z', plainCalendar);
    expect(resumed.dueAt).toBe('2026-02-05T04:30:00.250Z');
  });

  it('does not move a limit that had already passed', () => {
    const late = pause(aClock(), startedAt(MONDAY), bangkok('2026-02-11', '11:00'), plainCalendar);
    const resumed = resume(aClock(), late, bangkok('2026-02-20', '09:00'), plainCalendar);
    expect(resumed.dueAt).toBe(endOf('2026-02-09'));
    expect(codes(resumed)).not.toContain('paused');
  });

  it('before the count has begun takes nothing from it', () => {
    const start = { startedAt: MONDAY, countsFrom: endOf('2026-02-09') };
    const clock = startClock(aClock(), start, plainCalendar);
    const paused = pause(aClock(), clock, bangkok('2026-02-04', '11:00'), plainCalendar);
    expect(resume(aClock(), paused, bangkok('2026-02-06', '09:00'), plainCalendar).dueAt).toBe(clock.dueAt);
    expect(resume(aClock(), paused, bangkok('2026-02-11', '09:00'), plainCalendar).dueAt).toBe(
      endOf('2026-02-18'),
    );
  });

  it('still open when the clock stops ends with it', () => {
    const paused = pause(aClock(), startedAt(MONDAY), bangkok('2026-02-03', '11:00'), plainCalendar);
    const stopped = stop(aClock(), paused, bangkok('2026-02-05', '09:00'), plainCalendar);
    expect(stopped).toMatchObject({
      stoppedAt: bangkok('2026-02-05', '09:00'),
      dueAt: endOf('2026-02-11'),
      alarms: [],
    });
  });
});

describe('an extension', () => {
  const definition = aClock({
    extension: {
      decidedBy: 'head-of-agency',
      atMost: { amount: 15, unit: 'calendar-days' },
      times: 1,
      citation: 'extending-rule',
    },
  });

  it('counts on from the last day of the limit and says by which rule', () => {
    const at = bangkok('2026-02-06', '09:00');
    const clock = extend(
      definition,
      startedAt(MONDAY),
      { amount: 10, unit: 'calendar-days' },
      at,
      plainCalendar,
    );
    expect(clock.dueAt).toBe(endOf('2026-02-19'));
    expect(clock.why).toContainEqual({
      code: 'extended',
      amount: 10,
      unit: 'calendar-days',
      at,
      citation: 'extending-rule',
    });
  });

  it('stands beside a pause in the order in which they happened', () => {
    const span = { amount: 2, unit: 'calendar-days' } as const;
    const extended = extend(
      definition,
      startedAt(MONDAY),
      span,
      bangkok('2026-02-03', '09:00'),
      plainCalendar,
    );
    const paused = pause(definition, extended, bangkok('2026-02-10', '09:00'), plainCalendar);
    const resumed = resume(definition, paused, bangkok('2026-02-12', '09:00'), plainCalendar);
    expect(resumed.dueAt).toBe(endOf('2026-02-13'));
    expect(codes(resumed)).toEqual(['first-day-excluded', 'limit', 'extended', 'paused', 'due']);
  });
});

describe('a holiday declared later', () => {
  it('moves a working-day limit that is running and leaves calendar days alone', () => {
    const definition = aClock({ limit: { amount: 5, unit: 'working-days' } });
    const declared = withHolidays('2026-02-05');
    expect(reckon(definition, startedAt(MONDAY, definition), declared).dueAt).toBe(endOf('2026-02-10'));
    expect(reckon(aClock(), startedAt(MONDAY), declared).dueAt).toBe(endOf('2026-02-09'));
  });

  it('keeps the declaration among the reasons when the clock is worked out again', () => {
    const clock = startedAt(MONDAY);
    const marked: RunningClock = {
      ...clock,
      why: [
        ...clock.why.slice(0, -1),
        { code: 'holiday-declared', date: '2026-02-05' },
        ...clock.why.slice(-1),
      ],
    };
    expect(codes(reckon(aClock(), marked, plainCalendar)).slice(-2)).toEqual(['holiday-declared', 'due']);
  });
});
