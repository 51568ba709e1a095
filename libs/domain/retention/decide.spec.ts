import { describe, expect, it } from '@jest/globals';
import { CaseUnderTest, text } from '../complaint/complaint.builder.js';
import { Keeping } from './keeping.builder.js';
import { keepingAfter, outcomeOf } from './outcome.js';
const destroyed = { keys: 8, texts: 5, files: 1 };

describe('what a case holds', () => {
  it('is kept for the time of its outcome, destroyed after a notice, and certified by numbers alone', () => {
    const one = new Keeping({ destroyed }).after(340);
    expect(one.types).toEqual(['KeepingBegan', 'DestructionNear']);
    one.after(40);
    expect(one.types.slice(2)).toEqual(['DestructionOrdered', 'DestructionVerified']);
    expect(one.state).toMatchObject({ status: 'destroyed', destroyed });
  });

  it('is not certified before it is gone', () => {
    expect(new Keeping().after(400).state.status).toBe('ordered');
  });

  it.each(['protection', 'retaliation', 'linked-case'] as const)('waits while %s needs it', (obstacle) => {
    const one = new Keeping({ obstacle }).after(400);
    expect(one.types.filter((type) => type === 'DestructionPutOff').length).toBeGreaterThan(0);
    expect(one.state.status).toBe('kept');
  });

  it('waits for as long as it is held, and a second person lifts the hold', () => {
    const one = new Keeping({ destroyed })
      .give('auditor', 'place-hold', { ground: 'court', reason: text })
      .after(500);
    expect(one.state.status).toBe('kept');
    expect(one.give('auditor', 'lift-hold', { hold: 1, reason: text }).refusal).toBe('SecondPersonRequired');
    expect(one.give('governor', 'lift-hold', { hold: 1, reason: text }).refusal).toBeNull();
    expect(one.after(31).state.status).toBe('destroyed');
    expect(one.give('auditor', 'place-hold', { ground: 'court', reason: text }).refusal).toBe(
      'AlreadyDestroyed',
    );
  });

  it('is held by auditors and the head of agency alone, on grounds of the pack', () => {
    const hold = { ground: 'court', reason: text };
    for (const who of ['desk', 'officer', 'custodian', 'administrator'])
      expect(new Keeping().give(who, 'place-hold', hold).refusal).toBe('NotForThisPerson');
    expect(new Keeping().give('governor', 'place-hold', { ...hold, ground: 'whim' }).refusal).toBe(
      'GroundUnknown',
    );
  });

  it('is not counted down while the case goes on, and anew after it', () => {
    const one = new Keeping({ destroyed })
      .after(100)
      .give('system', 'follow-case', { outcome: null })
      .after(400);
    expect(one.state.status).toBe('suspended');
    expect(one.give('system', 'follow-case', { outcome: 'no-ground' }).after(360).state.status).toBe('kept');
  });
});

it('reads how a case ended from its ledger', () => {
  expect(outcomeOf(CaseUnderTest.closed().events)).toBe('corrective');
  const rejected = CaseUnderTest.opened({ category: 'service', isIntegrity: false });
  rejected.give('desk', 'reject', { reason: 'no-substance', explanation: text });
  expect(outcomeOf(rejected.events)).toBe('rejected');
  expect(outcomeOf(CaseUnderTest.opened().events)).toBe('withdrawn');
});

it('begins with the closing, waits through a review, and begins anew with what comes after the end', () => {
  const one = CaseUnderTest.closed();
  const heard = (act: () => void) => {
    const from = one.events.length;
    act();
    return keepingAfter(one.events.slice(from), one.state);
  };
  expect(keepingAfter(one.events, one.state)).toBe('ended');
  expect(heard(() => one.give('complainant', 'answer-or-write', { message: text }))).toBe('ended');
  expect(heard(() => one.give('complainant', 'ask-for-review', { reason: text }))).toBe('goes-on');
  expect(heard(() => one.give('complainant', 'answer-or-write', { message: text }))).toBeNull();
});
