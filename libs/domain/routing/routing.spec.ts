import { describe, expect, it } from '@jest/globals';
import { mayRead, relationsTo } from '../access/may-read.js';
import { CaseUnderTest, FILED_AT } from '../complaint/complaint.builder.js';
import type { ComplaintState } from '../complaint/complaint-state.js';
import type { Role } from '../policy/role.js';
import { sampleDirectory, withPerson } from './directory.builder.js';
import { viewerOf, type Viewer } from './person.js';
import { eligibleOfficers, holdersOf } from './routing.js';

const away = (delegate: string) => ({ delegations: [{ from: '2026-02-02', to: '2026-02-02', delegate }] });
const idsOf = (role: Role, state: ComplaintState, directory = sampleDirectory): string[] | null =>
  holdersOf(role, state, directory, FILED_AT)?.people.map(({ id }) => id) ?? null;
const excluding = (state: ComplaintState, ...tokens: string[]): ComplaintState => ({
  ...state,
  excluded: tokens.map((token) => ({ token, because: 'accused' })),
});
const viewer = (id: string, directory = sampleDirectory): Viewer => viewerOf(directory, id, FILED_AT)!;

describe('who holds a duty', () => {
  const { state } = CaseUnderTest.assigned();

  it('is the assigned officer, the head of the unit, the head of agency', () => {
    expect(idsOf('officer', state)).toEqual(['officer']);
    expect(idsOf('head-of-unit', state)).toEqual(['finance-head']);
    expect(idsOf('head-of-agency', state)).toEqual(['governor']);
  });

  it('climbs past everybody kept out', () => {
    expect(idsOf('officer', excluding(state, 'p_officer'))).toEqual(['finance-head']);
    expect(idsOf('officer', excluding(state, 'p_officer', 'p_finance-head'))).toEqual(['governor']);
    expect(idsOf('officer', excluding(state, 'u_finance', 'p_governor'))).toBeNull();
  });

  it('passes to the delegate of somebody on leave', () => {
    expect(idsOf('officer', state, withPerson('officer', away('officer-two')))).toEqual(['officer-two']);
  });

  it('climbs when the delegate is kept out or was chosen by somebody kept out', () => {
    const directory = withPerson('officer', away('officer-two'));
    expect(idsOf('officer', excluding(state, 'p_officer-two'), directory)).toEqual(['finance-head']);
    expect(idsOf('officer', excluding(state, 'p_officer'), directory)).toEqual(['finance-head']);
  });

  it('never offers an officer who is kept out, away or of another unit', () => {
    const directory = withPerson('officer-two', away('officer'));
    expect(eligibleOfficers(state, directory, FILED_AT).map(({ id }) => id)).toEqual(['officer']);
    expect(eligibleOfficers(excluding(state, 'p_officer'), directory, FILED_AT)).toEqual([]);
  });
});

describe('who may read a case', () => {
  it('before screening is the central desk, the auditor and the custodians alone', () => {
    const { state } = CaseUnderTest.opened();
    const readers = sampleDirectory.people.filter(({ id }) => mayRead(viewer(id), state)).map(({ id }) => id);
    expect(readers).toEqual(['desk', 'desk-two', 'auditor', 'custodian', 'custodian-two']);
  });

  it('after assignment adds the officer, the head of that unit and the head of agency', () => {
    const { state } = CaseUnderTest.assigned();
    const readers = sampleDirectory.people.filter(({ id }) => mayRead(viewer(id), state)).map(({ id }) => id);
    expect(readers).toEqual([
      'desk',
      'desk-two',
      'officer',
      'finance-head',
      'governor',
      'auditor',
      'custodian',
      'custodian-two',
    ]);
  });

  it('is nobody whose unit is accused, whatever the role', () => {
    const { state } = CaseUnderTest.assigned();
    for (const { id } of sampleDirectory.people)
      expect(mayRead(viewer(id), excluding(state, `p_${id}`))).toBe(false);
    expect(mayRead(viewer('desk'), excluding(state, 'u_office'))).toBe(false);
  });

  it('includes the colleague who covers for an absent head, for those days only', () => {
    const { state } = CaseUnderTest.assigned();
    const directory = withPerson('finance-head', away('works-head'));
    expect(relationsTo(viewer('works-head', directory), state)).toEqual(['head-of-unit']);
    expect(relationsTo(viewer('works-head'), state)).toEqual([]);
  });
});
