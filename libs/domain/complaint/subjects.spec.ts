import { describe, expect, it } from '@jest/globals';
import { CaseUnderTest, sampleContext, text } from './complaint.builder.js';

const tell = (notice: string, person: string | null = 'p_works-officer') => ({ person, notice, words: text });

/** Found out about, with somebody of another unit accused. */
const underExamination = (): CaseUnderTest =>
  CaseUnderTest.assigned()
    .give('desk', 'add-accused', { persons: ['p_works-officer'], units: ['u_works'], subject: text })
    .give('officer', 'record-finding', { finding: 'substantiated', text });

const reported = (): CaseUnderTest => underExamination().give('officer', 'submit-report', { report: text });
const disciplinary = { decision: 'disciplinary', text } as const;

describe('an accused person', () => {
  it('is told by the steps that the pack names, and by nobody else', () => {
    const one = CaseUnderTest.assigned().give('desk', 'add-accused', {
      persons: ['p_works-officer'],
      units: [],
      subject: text,
    });
    expect(one.give('officer', 'tell-subject', tell('allegation')).refusal?.code).toBe(
      'NotPossibleInThisStatus',
    );
    one.give('officer', 'record-finding', { finding: 'inconclusive', text });
    expect(one.give('officer', 'tell-subject', tell('gossip')).refusal?.code).toBe('NoticeUnknown');
    expect(one.give('officer', 'tell-subject', tell('result')).refusal?.code).toBe('NotPossibleInThisStatus');
    expect(one.give('auditor', 'tell-subject', tell('allegation')).refusal?.code).toBe('NotForThisPerson');
    expect(one.give('works-officer', 'tell-subject', tell('allegation')).refusal?.code).toBe('CaseUnknown');
    expect(one.give('officer', 'tell-subject', tell('allegation')).refusal).toBeNull();
    expect(one.types.at(-1)).toBe('SubjectTold');
  });

  it('is none who is merely matched, kept out for another reason, or a unit', () => {
    const one = CaseUnderTest.opened({}, ['p_desk-two'])
      .give('desk', 'accept', { unit: 'finance' })
      .give('finance-head', 'assign', { officer: 'officer' })
      .give('officer-two', 'declare-conflict', { ground: 'relative' })
      .give('officer', 'record-finding', { finding: 'inconclusive', text });
    for (const person of ['p_desk-two', 'p_officer-two', 'p_works-officer', 'u_works'])
      expect(one.give('officer', 'tell-subject', tell('allegation', person)).refusal?.code).toBe(
        'SubjectUnknown',
      );
    expect(one.give('officer', 'tell-subject', tell('allegation', null)).refusal).toBeNull();
  });

  it('is heard before discipline, while what harms nobody needs no hearing', () => {
    const one = reported().give('governor', 'decide', disciplinary);
    expect(one.refusal?.code).toBe('SubjectNotHeard');
    one.give('officer', 'tell-subject', tell('allegation')).give('governor', 'decide', disciplinary);
    expect(one.state.status).toBe('decided');
    expect(reported().give('governor', 'decide', { decision: 'no-ground', text }).state.status).toBe(
      'decided',
    );
  });

  it('who was told of the case is told how it ended before it is closed', () => {
    const one = underExamination()
      .give('officer', 'tell-subject', tell('allegation'))
      .give('officer', 'submit-report', { report: text })
      .give('governor', 'decide', { decision: 'no-ground', text })
      .give('desk', 'notify-outcome', { outcome: text })
      .give('desk', 'close', {});
    expect(one.refusal?.code).toBe('SubjectNotTold');
    one.give('desk', 'tell-subject', tell('result')).give('desk', 'close', {});
    expect(one.state.status).toBe('closed');
  });

  it('who was told of the case is told the rest of it, also when no longer accused', () => {
    const one = underExamination()
      .give('officer', 'tell-subject', tell('allegation'))
      .give('auditor', 'lift-exclusion', { person: 'p_works-officer', explanation: text })
      .give('officer', 'submit-report', { report: text })
      .give('governor', 'decide', { decision: 'no-ground', text })
      .give('desk', 'notify-outcome', { outcome: text });
    expect(one.give('desk', 'close', {}).refusal?.code).toBe('SubjectNotTold');
    one.give('desk', 'tell-subject', tell('result')).give('desk', 'close', {});
    expect(one.state.status).toBe('closed');
  });

  it('is heard anew, and told the new result, when the case is taken up again', () => {
    const one = underExamination()
      .give('officer', 'tell-subject', tell('allegation'))
      .give('officer', 'submit-report', { report: text })
      .give('governor', 'decide', { decision: 'no-ground', text })
      .give('desk', 'notify-outcome', { outcome: text })
      .give('desk', 'tell-subject', tell('result'))
      .give('desk', 'reopen', { reason: text })
      .give('finance-head', 'assign', { officer: 'officer' })
      .give('officer', 'record-finding', { finding: 'substantiated', text })
      .give('officer', 'submit-report', { report: text });
    expect(one.give('governor', 'decide', disciplinary).refusal?.code).toBe('SubjectNotHeard');
    one.give('officer', 'tell-subject', tell('allegation')).give('governor', 'decide', disciplinary);
    one.give('desk', 'notify-outcome', { outcome: text });
    expect(one.give('desk', 'close', {}).refusal?.code).toBe('SubjectNotTold');
  });

  it('is not disciplined while somebody is merely matched', () => {
    const one = CaseUnderTest.opened({}, ['p_works-officer'])
      .give('desk', 'accept', { unit: 'finance' })
      .give('finance-head', 'assign', { officer: 'officer' })
      .give('officer', 'record-finding', { finding: 'substantiated', text })
      .give('officer', 'submit-report', { report: text });
    expect(one.give('governor', 'decide', disciplinary).refusal?.code).toBe('SubjectNotHeard');
    one.give('desk', 'decide-match', { person: 'p_works-officer', isSamePerson: false });
    one.give('governor', 'decide', disciplinary);
    expect(one.state.status).toBe('decided');
  });

  it('who was told of nothing hears of nothing', () => {
    const one = reported()
      .give('governor', 'decide', { decision: 'no-ground', text })
      .give('desk', 'notify-outcome', { outcome: text })
      .give('desk', 'close', {});
    expect(one.state.status).toBe('closed');
  });

  it('of a case under a pack from before is owed nothing', () => {
    const { subjectNotices: _, ...policy } = sampleContext.policy;
    const one = reported();
    one.context = { ...one.context, policy };
    one.give('governor', 'decide', disciplinary);
    expect(one.state.status).toBe('decided');
  });
});
