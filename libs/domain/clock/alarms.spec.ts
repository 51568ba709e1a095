import { describe, expect, it } from '@jest/globals';
import { plainCalendar } from '../policy/policy.builder.js';
import { addMs } from '../time/instant.js';
import type { ClockDefinition } from './clock-definition.js';
import { aClock, bangkok, startedAt, withHolidays } from './clock.builder.js';
import { extend, nextAlarm, pause, reckon, resume, startClock, stop } from './reckon.js';
import type { RunningClock } from './running-clock.js';

const MONDAY = bangkok('2026-02-02', '10:00');
const days = (amount: number) => ({ amount, unit: 'calendar-days' }) as const;
const reminding = (amount: number, changes: Partial<ClockDefinition> = {}): ClockDefinition =>
  aClock({ reminders: [{ before: days(amount) }], ...changes });
const times = (clock: RunningClock, kind: string): string[] =>
  clock.alarms.filter((alarm) => alarm.kind === kind).map(({ at }) => at);

describe('a reminder', () => {
  it('comes when the office opens, that many days before', () => {
    expect(times(startedAt(MONDAY, reminding(3)), 'reminder')).toEqual([bangkok('2026-02-06', '08:30')]);
  });

  it('moves from a weekend or holiday to the next opening', () => {
    const calendar = withHolidays('2026-02-09');
    const definition = reminding(3, { limit: days(8) });
    expect(times(startedAt(MONDAY, definition, calendar), 'reminder')).toEqual([
      bangkok('2026-02-10', '08:30'),
    ]);
  });

  it('comes at the opening before when the next one would be past the due instant', () => {
    const definition = reminding(1, { limit: days(6) });
    expect(times(startedAt(MONDAY, definition), 'reminder')).toEqual([bangkok('2026-02-06', '08:30')]);
  });

  it('counts working days back', () => {
    const definition = aClock({ reminders: [{ before: { amount: 3, unit: 'working-days' } }] });
    expect(times(startedAt(MONDAY, definition), 'reminder')).toEqual([bangkok('2026-02-04', '08:30')]);
  });

  it('in hours before a limit in hours waits for the office to open', () => {
    const definition = aClock({
      limit: { amount: 24, unit: 'hours' },
      reminders: [{ before: { amount: 4, unit: 'hours' } }],
    });
    expect(times(startedAt(MONDAY, definition), 'reminder')).toEqual([bangkok('2026-02-03', '08:30')]);
  });

  it('that would have come before the clock started does not come', () => {
    expect(times(startedAt(MONDAY, reminding(30)), 'reminder')).toEqual([]);
  });
});

describe('an escalation', () => {
  const definition = aClock({
    limit: days(5),
    escalations: [
      { after: days(0), to: 'officer' },
      { after: days(1), to: 'head-of-unit' },
      { after: { amount: 1, unit: 'working-days' }, to: 'head-of-agency', informs: ['auditor'] },
    ],
  });

  it('comes with the first moment of lateness, office hours or not', () => {
    const [first] = startedAt(MONDAY, definition).alarms;
    expect(first).toEqual({
      at: bangkok('2026-02-08', '00:00'),
      kind: 'escalation',
      index: 0,
      to: 'officer',
    });
  });

  it('climbs as the pack says', () => {
    expect(times(startedAt(MONDAY, definition), 'escalation')).toEqual([
      bangkok('2026-02-08', '00:00'),
      bangkok('2026-02-09', '00:00'),
      bangkok('2026-02-10', '00:00'),
    ]);
  });

  it('already due when the clock starts rings at once', () => {
    const start = { startedAt: bangkok('2026-03-01', '10:00'), countsFrom: MONDAY };
    expect(startClock(definition, start, plainCalendar).alarms).toHaveLength(4);
  });

  it('after hours comes that long after the exact instant', () => {
    const inHours = aClock({
      limit: { amount: 2, unit: 'hours' },
      escalations: [{ after: { amount: 1, unit: 'hours' }, to: 'officer' }],
    });
    expect(times(startedAt(MONDAY, inHours), 'escalation')).toEqual([addMs(MONDAY, 3 * 3_600_000 + 1)]);
  });
});

describe('the alarms of a clock', () => {
  const definition = aClock({
    limit: { amount: 5, unit: 'working-days' },
    reminders: [{ before: days(2) }],
    escalations: [{ after: days(0), to: 'officer' }],
  });
  const kinds = (clock: RunningClock): string[] => clock.alarms.map(({ kind }) => kind);

  it('end with the expiry, in order of time', () => {
    expect(kinds(startedAt(MONDAY, definition))).toEqual(['reminder', 'escalation', 'expiry']);
  });

  it('are silent while paused and set again after, what has rung left out', () => {
    const clock = startedAt(MONDAY, definition);
    const [reminder] = clock.alarms;
    const rung = { ...clock, alarms: clock.alarms.slice(1) };
    const paused = pause(definition, rung, addMs(reminder?.at ?? '', 1), plainCalendar);
    expect(paused.alarms).toEqual([]);
    const resumed = resume(definition, paused, addMs(reminder?.at ?? '', 2), plainCalendar);
    expect(kinds(resumed)).toEqual(['escalation', 'expiry']);
  });

  it('that did not ring because of a pause ring when it ends', () => {
    const clock = startedAt(MONDAY, definition);
    // Friday evening to Sunday: no working day, so the limit stays on Monday.
    const paused = pause(definition, clock, bangkok('2026-02-06', '17:00'), plainCalendar);
    const resumed = resume(definition, paused, bangkok('2026-02-08', '12:00'), plainCalendar);
    expect(resumed.dueAt).toBe(clock.dueAt);
    expect(kinds(resumed)).toEqual(['reminder', 'escalation', 'expiry']);
  });

  it('moved into the past by a holiday taken back ring at once', () => {
    const declared = startedAt(MONDAY, definition, withHolidays('2026-02-05'));
    const now = bangkok('2026-02-10', '12:00');
    const unrung = declared.alarms.filter(({ at }) => at > now);
    const recounted = reckon(definition, { ...declared, alarms: unrung }, plainCalendar, now);
    expect(kinds(recounted)).toEqual(['escalation', 'expiry']);
    expect(recounted.alarms.every(({ at }) => at < now)).toBe(true);
  });

  it('ring anew for the new limit when a late clock is extended', () => {
    const late = { ...startedAt(MONDAY, definition), alarms: [] };
    const now = bangkok('2026-02-12', '12:00');
    const extended = extend(definition, late, { amount: 9, unit: 'working-days' }, now, plainCalendar);
    expect(kinds(extended)).toEqual(['reminder', 'escalation', 'expiry']);
  });

  it('are gone once the clock has stopped', () => {
    expect(stop(definition, startedAt(MONDAY, definition), MONDAY, plainCalendar).alarms).toEqual([]);
  });

  it('of several clocks: the next is the earliest, with its clock', () => {
    const clocks = [
      startedAt(MONDAY, aClock({ id: 'later', limit: days(9) })),
      startedAt(MONDAY, aClock({ id: 'sooner', limit: days(2) })),
    ];
    expect(nextAlarm(clocks)).toMatchObject({ clock: 'sooner', kind: 'expiry' });
    expect(nextAlarm([])).toBeNull();
  });
});
