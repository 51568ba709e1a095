import { describe, expect, it } from '@jest/globals';
import type { ClockDefinition } from '#domain/clock/clock-definition.js';
import { deemedReceipt, startClock } from '#domain/clock/reckon.js';
import { projectPath } from '#settings/project-path.js';
import { DATA_REQUEST_MAIL_TEMPLATES, MAIL_TEMPLATES } from './mail-templates.js';
import { loadPack } from './packs.js';

const trat = loadPack(projectPath('libs/policy/packs/trat-2565.yaml'));
const clocksOf = (category: string): ClockDefinition[] =>
  trat.categories.find(({ id }) => id === category)?.clocks ?? [];
const clock = (category: string, id: string): ClockDefinition => {
  const found = clocksOf(category).find((one) => one.id === id);
  if (found === undefined) throw new Error(`${category} has no clock ${id}`);
  return found;
};

describe('the Trat pack', () => {
  it('counts seven days and then thirty from their end for corruption', () => {
    // Saturday evening: deemed received on Monday 9 March 2026.
    const filedAt = '2026-03-07T13:00:00.000Z';
    const received = deemedReceipt(filedAt, trat.calendar);
    const check = startClock(
      clock('corruption', 'preliminary-check'),
      { startedAt: filedAt, countsFrom: received },
      trat.calendar,
    );
    const facts = startClock(
      clock('corruption', 'fact-finding'),
      { startedAt: filedAt, countsFrom: check.dueAt },
      trat.calendar,
    );
    expect([received, check.dueAt, facts.dueAt]).toEqual([
      '2026-03-09T01:30:00.000Z',
      '2026-03-16T16:59:59.999Z',
      '2026-04-15T16:59:59.999Z',
    ]);
  });

  it('lets nothing pause or extend a clock of the law', () => {
    const clocks = trat.categories.flatMap((category) => category.clocks);
    const ofLaw = clocks.filter(({ citation }) => trat.citations[citation]?.kind === 'law');
    expect([...new Set(ofLaw.map(({ id }) => id))]).toEqual(['preliminary-check', 'fact-finding']);
    expect(ofLaw.every(({ pauses, extension }) => pauses === undefined && extension === undefined)).toBe(
      true,
    );
  });

  it('acknowledges in seven days and reports back in three months, as best practice', () => {
    for (const { id } of trat.categories) {
      expect(clock(id, 'acknowledgement').limit).toEqual({ amount: 7, unit: 'calendar-days' });
      expect(clock(id, 'feedback').limit).toEqual({ amount: 3, unit: 'months' });
      expect(trat.citations[clock(id, 'feedback').citation]?.kind).toBe('best-practice');
    }
  });

  it('answers an enquiry in fifteen days by its own policy', () => {
    const enquiry = clock('general', 'enquiry');
    expect(enquiry.limit).toEqual({ amount: 15, unit: 'calendar-days' });
    expect(trat.citations[enquiry.citation]).toMatchObject({ kind: 'agency-policy', verified: 'GK' });
  });

  it('binds the complainant by rolling limits and makes a case final when the review window ends', () => {
    expect(clock('service', 'review-window')).toMatchObject({
      bindsOn: 'private-person',
      onExpiry: 'finalise',
    });
    expect(clock('service', 'information-answer')).toMatchObject({ bindsOn: 'private-person' });
  });

  it('takes every late official clock up to the head of agency, the auditor informed', () => {
    const late = trat.categories
      .flatMap(({ clocks }) => clocks)
      .filter(({ bindsOn }) => bindsOn === 'official');
    expect(late.filter(({ escalations }) => escalations.at(-1)?.to !== 'head-of-agency')).toEqual([]);
    expect(late.filter(({ escalations }) => !escalations.at(-1)?.informs?.includes('auditor'))).toEqual([]);
  });

  it('counts corruption, misconduct and retaliation, and only these, as matters of integrity', () => {
    const integrity = trat.categories.filter(({ isIntegrity }) => isIntegrity);
    expect(integrity.map(({ id }) => id)).toEqual(['corruption', 'misconduct', 'retaliation']);
    expect(trat.categories).toHaveLength(8);
  });

  it('does not know anonymity as a reason for rejection', () => {
    expect(trat.rejectionReasons.map(({ id }) => id).filter((id) => id.includes('anonym'))).toEqual([]);
  });

  it('words every mail in both languages', () => {
    expect(Object.keys(trat.mail).sort()).toEqual([...MAIL_TEMPLATES, ...DATA_REQUEST_MAIL_TEMPLATES].sort());
  });

  it('has the weekday government holidays of 2026', () => {
    expect(trat.calendar.holidays.map(({ date }) => date.slice(5)).join(' ')).toBe(
      '01-01 01-02 03-03 04-06 04-13 04-14 04-15 05-04 05-13 06-01 06-03 07-28 07-29 07-30 08-12 10-13 10-23 12-07 12-10 12-31',
    );
  });
});
