import { describe, expect, it } from '@jest/globals';
import { relationsTo } from '../access/may-read.js';
import { sampleDirectory, withPerson } from '../routing/directory.builder.js';
import { viewerOf } from '../routing/person.js';
import { nextActions } from './next-actions.js';
import { openTasks } from './tasks.js';
import { CaseUnderTest, text } from './complaint.builder.js';

const relationsOf = (one: CaseUnderTest, id: string) =>
  relationsTo(viewerOf(one.context.directory, id, one.now)!, one.state);
const mailsOf = (one: CaseUnderTest) => one.mails.filter(({ template }) => template === 'circle-changed');
const found = (person: string) => ({ person, ground: 'relative', explanation: text }) as const;

describe('an interest that a colleague is found to have', () => {
  it('takes the case from its officer at once, and the head of agency and auditors are told', () => {
    const one = CaseUnderTest.assigned().give('finance-head', 'record-conflict', found('p_officer'));
    expect(relationsOf(one, 'officer')).toEqual([]);
    expect(one.state).toMatchObject({ status: 'accepted', officer: null });
    expect(mailsOf(one).map(({ to }) => to)).toEqual([
      { kind: 'staff', id: 'governor' },
      { kind: 'staff', id: 'auditor' },
    ]);
  });

  it('does not tell the head of agency of a case that nobody has screened', () => {
    const one = CaseUnderTest.opened().give('desk', 'record-conflict', found('p_desk-two'));
    expect(mailsOf(one).map(({ to }) => to)).toEqual([{ kind: 'staff', id: 'auditor' }]);
  });

  it('of a head concerns that head alone, not the unit', () => {
    const one = CaseUnderTest.assigned().give('desk', 'record-conflict', found('p_finance-head'));
    expect(one.state).toMatchObject({ unit: 'finance', officer: 'officer' });
    expect(relationsOf(one, 'finance-head')).toEqual([]);
  });

  it('is lifted by a second person, never by whoever recorded it', () => {
    const one = CaseUnderTest.assigned().give('governor', 'record-conflict', found('p_desk-two'));
    one.give('governor', 'lift-exclusion', { person: 'p_desk-two', explanation: text });
    expect(one.refusal?.code).toBe('SecondPersonRequired');
    one.give('desk', 'lift-exclusion', { person: 'p_desk-two', explanation: text });
    expect(one.refusal?.code).toBe('NotForThisPerson');
    one.give('auditor', 'lift-exclusion', { person: 'p_desk-two', explanation: text });
    expect(one.refusal).toBeNull();
    expect(relationsOf(one, 'desk-two')).toEqual(['central-desk']);
  });

  it('may be lifted where somebody was added to the accused by mistake, and the desk reads first again', () => {
    const one = CaseUnderTest.opened().give('desk', 'add-accused', {
      persons: ['p_desk', 'p_desk-two'],
      units: [],
      subject: text,
    });
    expect(one.state.screenedBy).toBe('head-of-agency');
    one.give('governor', 'lift-exclusion', { person: 'p_desk-two', explanation: text });
    expect(one.state.screenedBy).toBe('central-desk');
    one.give('governor', 'lift-exclusion', { person: 'p_desk-two', explanation: text });
    expect(one.refusal?.code).toBe('ExclusionUnknown');
  });

  it('is not offered for lifting to whoever recorded all that could be lifted', () => {
    const one = CaseUnderTest.assigned()
      .give('governor', 'record-conflict', found('p_desk-two'))
      .give('governor', 'record-conflict', found('p_officer-two'));
    const offered = (who: string): boolean =>
      nextActions(one.state, viewerOf(one.context.directory, who, one.now)!).includes('lift-exclusion');
    expect([offered('governor'), offered('auditor')]).toEqual([false, true]);
  });

  it('a match of a name is decided, not lifted', () => {
    const one = CaseUnderTest.opened({}, ['p_officer']);
    one.give('auditor', 'lift-exclusion', { person: 'p_officer', explanation: text });
    expect(one.refusal?.code).toBe('ExclusionUnknown');
  });
});

describe('an interest of one’s own', () => {
  it('needs an explanation where the ground names none', () => {
    const one = CaseUnderTest.assigned().give('officer', 'declare-conflict', {
      ground: 'other-serious-cause',
    });
    expect(one.refusal?.code).toBe('GroundNeedsExplanation');
    one.give('officer', 'declare-conflict', { ground: 'other-serious-cause', explanation: text });
    expect(relationsOf(one, 'officer')).toEqual([]);
  });
});

describe('a relative of the accused', () => {
  const related = withPerson('officer', { relatives: ['p_works-officer'] });
  const within = (one: CaseUnderTest, directory = related): CaseUnderTest =>
    Object.assign(one, { context: { ...one.context, directory } });

  it('is kept out from the moment that the accused is known, and from nothing else', () => {
    const one = within(CaseUnderTest.assigned());
    expect(relationsOf(one, 'officer')).toEqual(['assigned-officer']);
    one.give('desk', 'add-accused', { persons: ['p_works-officer'], units: [], subject: text });
    expect(relationsOf(one, 'officer')).toEqual([]);
    expect(one.state).toMatchObject({ status: 'accepted', officer: null });
    one.give('finance-head', 'assign', { officer: 'officer' });
    expect(one.refusal?.code).toBe('OfficerNotAvailable');
  });

  it('is kept out by a mere match of a name, and comes back when it proves wrong', () => {
    const one = within(CaseUnderTest.opened({}, ['p_works-officer'])).give('desk', 'accept', {
      unit: 'finance',
    });
    one.give('finance-head', 'assign', { officer: 'officer' });
    expect(one.refusal?.code).toBe('OfficerNotAvailable');
    one.give('desk', 'decide-match', { person: 'p_works-officer', isSamePerson: false });
    one.give('finance-head', 'assign', { officer: 'officer' });
    expect(one.refusal).toBeNull();
  });

  it('is not kept out by somebody who only steps aside', () => {
    const one = within(CaseUnderTest.assigned(), {
      ...sampleDirectory,
      people: related.people.map((person) => ({ ...person, relatives: ['p_desk-two'] })),
    });
    one.give('desk', 'record-conflict', found('p_desk-two'));
    expect(relationsOf(one, 'officer')).toEqual(['assigned-officer']);
  });
});

describe('a complaint that names everybody', () => {
  const WHOLE_CHAIN = ['p_desk', 'p_desk-two', 'p_governor', 'p_auditor'];
  const naming = (...persons: string[]): CaseUnderTest => CaseUnderTest.opened({}, persons);

  it('is carried out of the agency by the custodians where desk and auditors are named as well', () => {
    const one = naming(...WHOLE_CHAIN);
    expect(openTasks(one.state, one.context, one.now)).toMatchObject([
      { kind: 'hand-to-outside-body', role: 'custodian' },
    ]);
    expect(one.give('custodian', 'hand-to-outside-body', { receiver: text }).state.status).toBe('referred');
    expect(one.types).not.toContain('NobodyLeft');
  });

  it('is carried out by no custodian while the desk or an auditor is free to', () => {
    const byCustodian = (one: CaseUnderTest) =>
      one.give('custodian', 'hand-to-outside-body', { receiver: text }).refusal?.code;
    expect(byCustodian(naming('p_governor'))).toBe('NotForThisPerson');
    expect(byCustodian(naming('p_governor', 'p_desk', 'p_desk-two'))).toBe('NotForThisPerson');
    expect(byCustodian(naming('p_desk', 'p_desk-two', 'p_auditor'))).toBe('NotToBeHandedOver');
    expect(byCustodian(naming(...WHOLE_CHAIN))).toBeUndefined();
    for (const who of ['desk', 'auditor'])
      expect(naming('p_governor').give(who, 'hand-to-outside-body', { receiver: text }).refusal).toBeNull();
  });

  it('is said to be with nobody where the custodians are named too: to its complainant, and to administrators', () => {
    const one = naming(...WHOLE_CHAIN, 'p_custodian', 'p_custodian-two');
    expect(one.state.isNobodyLeft).toBe(true);
    const told = one.mails.filter(({ template }) => template === 'nobody-left');
    expect(told).toEqual([
      expect.objectContaining({ to: { kind: 'staff', id: 'administrator' }, params: {} }),
    ]);
    expect(one.mails.filter(({ to }) => to.kind === 'complainant').map(({ template }) => template)).toContain(
      'news',
    );
  });

  it('is somebody’s again once somebody is appointed whom it does not name', () => {
    const one = naming(...WHOLE_CHAIN, 'p_custodian', 'p_custodian-two');
    const newcomer = { ...one.context.directory.people[9]!, id: 'newcomer', token: 'p_newcomer' };
    expect(newcomer.roles).toEqual(['auditor']);
    const { directory } = one.context;
    one.context = { ...one.context, directory: { ...directory, people: [...directory.people, newcomer] } };
    one.after(30).ring();
    expect(one.state.isNobodyLeft).toBe(false);
    expect(openTasks(one.state, one.context, one.now).map(({ role }) => role)).toContain('auditor');
  });
});
