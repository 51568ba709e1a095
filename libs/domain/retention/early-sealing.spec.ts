import { describe, expect, it } from '@jest/globals';
import { CaseUnderTest, text } from '../complaint/complaint.builder.js';
import type { ComplaintState } from '../complaint/complaint-state.js';
import { isSealedEarly } from './early-sealing.js';
import { Keeping } from './keeping.builder.js';

const complaint: ComplaintState = { ...CaseUnderTest.closed().state, status: 'final' };
const SEALING = ['AccusedSealingOrdered', 'AccusedSealed'];
const kept = (changes = {}): Keeping => new Keeping({ complaint, ...changes }, 'no-ground');
const sealed = (): Keeping => kept().after(31);

describe('of whom a case was in which nothing was found', () => {
  it('is sealed after the days of the pack, long before the rest is destroyed', () => {
    expect(kept().after(29).types).toEqual(['KeepingBegan']);
    const one = sealed();
    expect(one.types).toEqual(['KeepingBegan', ...SEALING]);
    expect(one.state.status).toBe('kept');
    expect(isSealedEarly(one.state)).toBe(true);
  });

  it.each(['corrective', 'disciplinary', 'referred', 'withdrawn'] as const)(
    'is not sealed early where the case ended %s',
    (outcome) => {
      expect(new Keeping({ complaint }, outcome).after(300).types).toEqual(['KeepingBegan']);
    },
  );

  it('counts as sealed from the order on, and is certified once the key was moved', () => {
    const one = kept({ isKeyMoved: false }).after(31);
    expect(one.types.at(-1)).toBe('AccusedSealingOrdered');
    expect(isSealedEarly(one.state)).toBe(true);
  });

  it('waits for a review, a hold, a linked case and a retaliation, not for the protection of a year', () => {
    const ofCase = CaseUnderTest.closed().state;
    expect(kept({ complaint: ofCase }).after(100).types).toContain('AccusedSealingPutOff');
    expect(kept({ complaint: ofCase }).after(100).types).not.toContain('AccusedSealingOrdered');
    for (const obstacle of ['linked-case', 'retaliation'])
      expect(kept({ obstacle }).after(100).types).not.toContain('AccusedSealingOrdered');
    expect(kept({ obstacle: 'protection' }).after(100).types).toContain('AccusedSealed');
    const held = kept().give('auditor', 'place-hold', { ground: 'court', reason: text }).after(100);
    expect(held.types).not.toContain('AccusedSealingOrdered');
    held.give('governor', 'lift-hold', { hold: 1, reason: text }).after(31);
    expect(held.types).toContain('AccusedSealed');
  });

  it('is opened again by two persons who watch, and seals itself anew', () => {
    const one = sealed();
    for (const who of ['desk', 'officer', 'custodian', 'administrator'])
      expect(one.give(who, 'ask-opening', { reason: text }).refusal).toBe('NotForThisPerson');
    expect(one.give('governor', 'decide-opening', { approved: true, reason: text }).refusal).toBe(
      'NoOpeningAskedFor',
    );
    one.give('auditor', 'ask-opening', { reason: text });
    expect(one.give('governor', 'ask-opening', { reason: text }).refusal).toBe('OpeningAlreadyAskedFor');
    expect(one.give('auditor', 'decide-opening', { approved: true, reason: text }).refusal).toBe(
      'SecondPersonRequired',
    );
    expect(isSealedEarly(one.state)).toBe(true);
    one.give('governor', 'decide-opening', { approved: true, reason: text }).after(0);
    expect(one.types.slice(-2)).toEqual(['OpeningApproved', 'AccusedOpened']);
    expect(isSealedEarly(one.state)).toBe(false);
    one.after(31);
    expect(one.types.slice(-2)).toEqual(SEALING);
    expect(isSealedEarly(one.state)).toBe(true);
  });

  it('stays sealed where the second person refuses, or the first takes it back', () => {
    const one = sealed();
    for (const who of ['governor', 'auditor']) {
      one.give('auditor', 'ask-opening', { reason: text });
      expect(one.give(who, 'decide-opening', { approved: false, reason: text }).refusal).toBeNull();
      expect(isSealedEarly(one.after(0).state)).toBe(true);
    }
  });

  it('cannot be asked for where it was never sealed', () => {
    expect(kept().give('auditor', 'ask-opening', { reason: text }).refusal).toBe('NotSealedEarly');
  });
});
