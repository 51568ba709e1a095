import { describe, expect, it } from '@jest/globals';
import { CaseUnderTest, evidence, text } from './complaint.builder.js';

const added = { evidence: [evidence] };

describe('evidence', () => {
  it('of the complainant waits to be read, with words or without', () => {
    const one = CaseUnderTest.assigned().give('complainant', 'add-evidence', added);
    expect([one.types.at(-1), one.state.unansweredMessages]).toEqual(['EvidenceAdded', 1]);
    one.give('complainant', 'add-evidence', { ...added, message: text });
    expect(one.types.slice(-2)).toEqual(['MessageFromComplainant', 'EvidenceAdded']);
    expect(one.state.unansweredMessages).toBe(3);
  });

  it('alone answers a question of the agency, and the time limits go on', () => {
    const one = CaseUnderTest.assigned().give('officer', 'request-information', { question: text });
    one.give('complainant', 'add-evidence', added);
    expect(one.types).toEqual(expect.arrayContaining(['InformationReceived', 'EvidenceAdded']));
    expect(one.state.informationAskedAt).toBeNull();
  });

  it('of the officer waits for nobody', () => {
    const one = CaseUnderTest.assigned().give('officer', 'add-evidence', added);
    expect([one.types.at(-1), one.state.unansweredMessages]).toEqual(['EvidenceAdded', 0]);
  });

  it('is added by those who deal with the case, and by nobody once it is final', () => {
    const one = CaseUnderTest.assigned();
    for (const who of ['finance-head', 'auditor', 'works-head'])
      expect(one.give(who, 'add-evidence', added).refusal).not.toBeNull();
    const ended = CaseUnderTest.closed().after(400).ring();
    expect(ended.give('complainant', 'add-evidence', added).refusal?.code).toBe('NotPossibleInThisStatus');
  });

  it('is held back when it is found harmful later', () => {
    const one = CaseUnderTest.assigned().give('officer', 'add-evidence', added);
    one.give('system', 'quarantine-evidence', { evidence: evidence.id });
    expect(one.events.at(-1)).toMatchObject({ type: 'EvidenceQuarantined', body: { evidence: evidence.id } });
  });
});

describe('a message', () => {
  it('is marked as read by whoever has the case, without an answer', () => {
    const one = CaseUnderTest.assigned().give('complainant', 'answer-or-write', { message: text });
    one.give('officer', 'mark-message-read', {});
    expect([one.types.at(-1), one.state.unansweredMessages]).toEqual(['MessagesRead', 0]);
    expect(one.give('officer', 'mark-message-read', {}).refusal?.code).toBe('NoMessageUnread');
  });

  it('that came meanwhile is not marked with the others', () => {
    const one = CaseUnderTest.assigned().give('complainant', 'answer-or-write', { message: text });
    const seen = one.state.actedVersion;
    one.give('complainant', 'answer-or-write', { message: text });
    expect(one.give('officer', 'mark-message-read', {}, seen).refusal?.code).toBe('SomebodyElseActedFirst');
    expect(one.state.unansweredMessages).toBe(2);
  });

  it('is marked as read by nobody else', () => {
    const one = CaseUnderTest.assigned().give('complainant', 'answer-or-write', { message: text });
    for (const who of ['finance-head', 'auditor'])
      expect(one.give(who, 'mark-message-read', {}).refusal?.code).toBe('NotForThisPerson');
  });
});
