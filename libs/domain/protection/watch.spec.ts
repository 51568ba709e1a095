import { describe, expect, it } from '@jest/globals';
import { text } from '../complaint/complaint.builder.js';
import { ProtectionUnderTest } from './protection.builder.js';
import { protectionNotifications } from './notifications.js';
import { protectionTasks } from './tasks.js';

const assessed = { level: 'low' as const, factors: [], assessment: text };
const watched = (opening: Parameters<typeof ProtectionUnderTest.opened>[0] = {}) =>
  ProtectionUnderTest.opened(opening)
    .give('custodian', 'assess-risk', assessed)
    .give('system', 'follow-case', { change: 'closed' });
const tasksOf = ({ state, context, now }: ProtectionUnderTest) =>
  protectionTasks(state, context, now).map(({ kind }) => kind);
const statuses = ({ state }: ProtectionUnderTest) => state.checkIns.map(({ status }) => status);

describe('the risk of detriment', () => {
  it('is assessed within the limit of the pack, or climbs', () => {
    const person = ProtectionUnderTest.opened();
    expect(tasksOf(person)).toEqual(['assess-risk']);
    expect(person.after(8).types).toContain('EscalationRung');
    expect(tasksOf(person.give('custodian', 'assess-risk', assessed))).toEqual([]);
  });

  it('is assessed by custodians alone, by factors of the pack', () => {
    expect(ProtectionUnderTest.opened().give('officer', 'assess-risk', assessed).refusal?.code).toBe(
      'NotForThisPerson',
    );
    const odd = { ...assessed, factors: ['stars'] };
    expect(ProtectionUnderTest.opened().give('custodian', 'assess-risk', odd).refusal?.code).toBe(
      'RiskFactorUnknown',
    );
  });

  it('is assessed anew when somebody pressed for a withdrawal', () => {
    expect(tasksOf(watched().give('system', 'follow-case', { change: 'pressed' }))).toEqual(['assess-risk']);
  });
});

describe('measures', () => {
  const begun = (until: string | null = null) =>
    watched().give('custodian', 'begin-measure', { kind: 'P1', owner: 'officer', until, note: text });

  it('have an owner who proves them, and come back when their time is over', () => {
    const person = begun('2026-02-10').give('officer', 'prove-measure', { measure: 1, proof: text }).after(9);
    expect(person.state.measures).toMatchObject([{ proofs: 1, hasRunOut: true }]);
    expect(tasksOf(person)).toEqual(['renew-measure']);
    expect(tasksOf(person.give('custodian', 'end-measure', { measure: 1, proof: text }))).toEqual([]);
  });

  it('are of the pack, end after they begin, and are nobody’s whom the case accuses', () => {
    const measure = { kind: 'P1', owner: 'officer', until: null, note: text };
    const refusalOf = (changes: object, person = watched()) =>
      person.give('custodian', 'begin-measure', { ...measure, ...changes }).refusal?.code;
    expect(refusalOf({ kind: 'P9' })).toBe('MeasureUnknown');
    expect(refusalOf({ until: '2026-02-01' })).toBe('MeasureEndsBeforeItBegins');
    expect(refusalOf({ owner: 'ghost' })).toBe('OwnerNotAvailable');
    expect(refusalOf({}, watched().accuse('p_officer'))).toBe('OwnerNotAvailable');
  });
});

describe('the year after', () => {
  it('asks after each span of the pack, and ends when every answer is there', () => {
    const person = watched().after(31);
    expect(statuses(person)).toEqual(['asked', 'planned']);
    person.give('complainant', 'answer-check-in', { answer: 'well' }).after(60);
    expect(statuses(person)).toEqual(['settled', 'asked']);
    person.give('complainant', 'answer-check-in', { answer: 'well' });
    expect(person.types.at(-1)).toBe('ProtectionEnded');
    expect(person.give('custodian', 'assess-risk', assessed).refusal?.code).toBe('ProtectionOver');
  });

  it('asks once more where nobody answers, then has a custodian find out', () => {
    const person = watched().after(51);
    expect(statuses(person)[0]).toBe('unanswered');
    expect(person.types.filter((type) => type === 'CheckInAsked')).toHaveLength(2);
    expect(tasksOf(person)).toEqual(['contact-person']);
    expect(tasksOf(person.give('custodian', 'record-contact', { answer: 'well', note: text }))).toEqual([]);
  });

  it('has a witness, who has no code to answer with, asked in person', () => {
    const person = watched({ person: 'witness', id: 'SMP-69-0000-0000-w1' }).after(31);
    expect(person.types).not.toContain('CheckInAsked');
    expect(tasksOf(person)).toEqual(['contact-person']);
  });

  it('has the risk assessed anew after a bad answer, and remembers the case that it opened', () => {
    const person = watched().after(31).give('complainant', 'answer-check-in', {
      answer: 'harmed',
      words: text,
      retaliationCase: 'SMP-69-1111-1111',
    });
    expect(tasksOf(person)).toEqual(['assess-risk']);
    expect(person.events.find(({ type }) => type === 'CheckInAnswered')?.body).toMatchObject({
      checkIn: 1,
      retaliationCase: 'SMP-69-1111-1111',
    });
  });

  it('takes word of harm at any time, also while the case goes on', () => {
    const person = ProtectionUnderTest.opened().give('complainant', 'answer-check-in', {
      answer: 'worried',
      words: text,
    });
    expect(person.refusal).toBeNull();
    expect(person.state.checkIns).toEqual([]);
  });

  it('begins anew when a reopened case is closed again', () => {
    const person = watched().after(31).give('system', 'follow-case', { change: 'reopened' });
    expect(person.state.checkIns).toEqual([]);
    person.give('system', 'follow-case', { change: 'closed' }).after(29);
    expect(statuses(person)).toEqual(['planned', 'planned']);
  });

  it('writes to the protected person only where an address was left', () => {
    const mailsOf = (mayBeMailed: boolean) => {
      const person = watched({ mayBeMailed });
      const [before, from] = [person.state, person.events.length];
      person.after(31);
      return protectionNotifications(before, person.events.slice(from), person.state, person.context);
    };
    expect(mailsOf(true).map(({ template, to }) => [template, to.kind])).toEqual([
      ['check-in', 'complainant'],
    ]);
    expect(mailsOf(false)).toEqual([]);
  });
});

describe('a personnel action', () => {
  const found = () =>
    watched().give('system', 'find-personnel-action', { kind: 'transfer', on: '2026-02-01', record: '7' });

  it('is examined by a custodian, once however often it is found', () => {
    const person = found().give('system', 'find-personnel-action', {
      kind: 'transfer',
      on: '2026-02-01',
      record: '7',
    });
    expect(tasksOf(person)).toEqual(['judge-personnel-action']);
    const judged = { action: 1, isJustified: false, reason: text };
    expect(person.give('head', 'judge-personnel-action', judged).refusal?.code).toBe('NotForThisPerson');
    expect(tasksOf(person.give('custodian', 'judge-personnel-action', judged))).toEqual([]);
  });
});
