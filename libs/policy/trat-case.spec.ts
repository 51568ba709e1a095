import { describe, expect, it } from '@jest/globals';
import { CaseUnderTest, sampleContext, text } from '#domain/complaint/complaint.builder.js';
import type { Filing } from '#domain/complaint/complaint-event.js';
import { projectPath } from '#settings/project-path.js';
import { loadPack } from './packs.js';

const policy = loadPack(projectPath('libs/policy/packs/trat-2565.yaml'));
const context = { ...sampleContext, policy, calendar: policy.calendar };

/** A case filed on Monday 2 February 2026 under the Trat pack, in the sample agency. */
const opened = (filing: Partial<Filing>): CaseUnderTest =>
  new CaseUnderTest(filing, context).give('system', 'open', { matchedPersons: [], matchedUnits: [] });
const misconduct = { category: 'misconduct', isIntegrity: true };

const running = ({ state }: CaseUnderTest): string[] =>
  state.clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ id }) => id);
const clock = ({ state }: CaseUnderTest, id: string) => state.clocks.find((one) => one.id === id);

const toClosing = (one: CaseUnderTest): CaseUnderTest =>
  one
    .give('officer', 'record-finding', { finding: 'substantiated', text })
    .give('officer', 'submit-report', { report: text })
    .give('governor', 'decide', { decision: 'corrective', text })
    .give('desk', 'notify-outcome', { outcome: text });

describe('a case under the Trat pack', () => {
  it('knows from the start by when it is screened, examined and answered', () => {
    expect(running(opened({}))).toEqual(['acknowledgement', 'preliminary-check', 'fact-finding', 'feedback']);
    expect(running(opened(misconduct))).toEqual(['acknowledgement', 'screening', 'examination', 'feedback']);
    expect(running(opened({ category: 'general', isIntegrity: false }))).toEqual([
      'acknowledgement',
      'sorting',
      'enquiry',
      'feedback',
    ]);
  });

  it('has one clock for each step on its way and only the review window once closed', () => {
    const one = opened({}).give('desk', 'accept', { unit: 'finance' });
    expect(running(one)).toEqual(['fact-finding', 'feedback', 'unit-assignment']);
    one.give('finance-head', 'assign', { officer: 'officer' });
    expect(running(one)).toEqual(['fact-finding', 'feedback']);
    toClosing(one);
    expect(running(one)).toEqual(['closing']);
    one.give('desk', 'close', {});
    expect(running(one)).toEqual(['review-window']);
    expect(one.after(16).ring().state.status).toBe('final');
    expect(running(one)).toEqual([]);
  });

  it('does not pause the law’s clocks for a question to the complainant', () => {
    const one = opened({}).after(1).give('desk', 'request-information', { question: text });
    expect(clock(one, 'preliminary-check')?.pauses).toEqual([]);
    expect(clock(one, 'fact-finding')?.pauses).toEqual([]);
  });

  it('goes on without an answer that does not come', () => {
    const one = opened(misconduct)
      .give('desk', 'accept', { unit: 'finance' })
      .give('finance-head', 'assign', { officer: 'officer' })
      .after(10)
      .give('officer', 'request-information', { question: text });
    expect(clock(one, 'examination')?.pauses).toEqual([{ from: one.now, to: null }]);
    one.after(16).ring();
    expect(clock(one, 'examination')?.pauses[0]?.to).toBe(one.now);
    // Thirty days from the end of the seven, and the sixteen of the pause.
    expect(clock(one, 'examination')?.dueAt).toBe('2026-03-27T16:59:59.999Z');
  });

  it('begins its limits anew when it is reopened', () => {
    const one = opened({})
      .give('desk', 'accept', { unit: 'finance' })
      .give('finance-head', 'assign', { officer: 'officer' });
    toClosing(one).give('desk', 'close', {}).after(5).give('desk', 'reopen', { reason: text });
    expect(running(one).sort()).toEqual(['fact-finding', 'feedback', 'preliminary-check']);
    expect(clock(one, 'preliminary-check')?.dueAt).toBe('2026-02-14T16:59:59.999Z');
    expect(clock(one, 'fact-finding')?.dueAt).toBe('2026-03-16T16:59:59.999Z');
  });
});
