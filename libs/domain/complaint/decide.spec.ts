import { describe, expect, it } from '@jest/globals';
import { withPerson } from '../routing/directory.builder.js';
import { holdersOf } from '../routing/routing.js';
import { CaseUnderTest, FILED_AT, sampleContext, text } from './complaint.builder.js';
import { openTasks } from './tasks.js';
import { replay } from './evolve.js';
import { standsAgainst } from './permit.js';

describe('a complaint', () => {
  it('goes from filing to final by its procedure', () => {
    const one = CaseUnderTest.closed();
    expect(one.refusal).toBeNull();
    expect(one.state.status).toBe('closed');
    one.after(20).ring();
    expect(one.state.status).toBe('final');
    expect(replay(one.events)).toEqual(one.state);
  });

  it('counts thirty days of fact-finding from the end of the seven, not from acceptance', () => {
    const { state } = CaseUnderTest.opened().after(1).give('desk', 'accept', { unit: 'finance' });
    const clock = (id: string): string | undefined => state.clocks.find((one) => one.id === id)?.dueAt;
    expect(clock('preliminary-check')).toBe('2026-02-09T16:59:59.999Z');
    expect(clock('fact-finding')).toBe('2026-03-11T16:59:59.999Z');
  });

  it('is not rejected for being anonymous', () => {
    const one = CaseUnderTest.opened({ identityMode: 'anonymous' });
    one.give('desk', 'reject', { reason: 'anonymous', explanation: text });
    expect(one.refusal?.code).toBe('AnonymityIsNoReason');
  });

  it('goes on as a case of suspicion when an anonymous letter lacks a witness', () => {
    const anonymousBasis = { evidence: true, circumstances: true, witness: false };
    const one = CaseUnderTest.opened({ identityMode: 'anonymous', anonymousBasis });
    one.give('desk', 'accept', { unit: 'finance' });
    expect(one.state.onSuspicion).toBe(true);
  });

  it('needs a second person to reject a corruption case', () => {
    const one = CaseUnderTest.opened().give('desk', 'reject', { reason: 'no-substance', explanation: text });
    expect(one.state.status).toBe('rejection-proposed');
    one.give('desk', 'approve-rejection', { approved: true });
    expect(one.refusal?.code).toBe('SecondPersonRequired');
    one.give('desk-two', 'approve-rejection', { approved: true });
    expect(one.state.status).toBe('rejected');
  });

  it('goes on ex officio when the complainant of a corruption case withdraws', () => {
    const one = CaseUnderTest.assigned().give('complainant', 'withdraw', { wasPressed: true });
    expect(one.state.status).toBe('assigned');
    expect(one.state.withdrawnAt).toBe(FILED_AT);
    const other = CaseUnderTest.opened({ category: 'service', isIntegrity: false });
    expect(other.give('complainant', 'withdraw', { wasPressed: null }).state.status).toBe('closed');
  });

  it('refuses what the status does not allow and says in which status it is', () => {
    const one = CaseUnderTest.opened().give('officer', 'submit-report', { report: text });
    expect(one.refusal).toMatchObject({ code: 'NotPossibleInThisStatus', params: { status: 'received' } });
  });

  it('refuses an officer who is not the assigned one as if there were no such case', () => {
    const one = CaseUnderTest.assigned().give('works-officer', 'record-finding', {
      finding: 'inconclusive',
      text,
    });
    expect(one.refusal?.code).toBe('CaseUnknown');
  });

  it('refuses a second person who acts on what has changed since', () => {
    const one = CaseUnderTest.opened();
    const seen = one.state.actedVersion;
    one.give('desk', 'add-note', { note: text }, seen);
    one.give('desk-two', 'refer', { body: 'nacc', explanation: text }, seen);
    expect(one.refusal?.code).toBe('SomebodyElseActedFirst');
  });

  it('does not take the ringing of a reminder for somebody else acting', () => {
    const one = CaseUnderTest.opened();
    const seen = one.state.actedVersion;
    one.after(6).ring().give('desk', 'add-note', { note: text }, seen);
    expect(one.refusal).toBeNull();
  });

  it('asks for a reason when somebody passes over the least loaded officer', () => {
    const one = CaseUnderTest.opened().give('desk', 'accept', { unit: 'finance' });
    one.give('finance-head', 'assign', { officer: 'officer-two' });
    expect(one.refusal?.code).toBe('OverrideNeedsReason');
    expect(one.give('finance-head', 'assign', { officer: 'officer-two', reason: text }).state.officer).toBe(
      'officer-two',
    );
  });

  it('extends a clock once, by a second person, within the most allowed', () => {
    const one = CaseUnderTest.assigned();
    const span = { amount: 15, unit: 'calendar-days' } as const;
    one.give('officer', 'request-extension', {
      clock: 'fact-finding',
      span: { ...span, amount: 16 },
      reason: text,
    });
    expect(one.refusal?.code).toBe('ExtensionTooLong');
    one.give('officer', 'request-extension', { clock: 'fact-finding', span, reason: text });
    one.give('governor', 'decide-extension', { granted: true, reason: text });
    expect(one.state.clocks.find(({ id }) => id === 'fact-finding')?.dueAt).toBe('2026-03-26T16:59:59.999Z');
    one.give('officer', 'request-extension', { clock: 'fact-finding', span, reason: text });
    expect(one.refusal?.code).toBe('ClockCannotBeExtended');
  });

  it('stays open while discipline is, until its outcome is recorded', () => {
    const one = CaseUnderTest.assigned()
      .give('officer', 'record-finding', { finding: 'substantiated', text })
      .give('officer', 'submit-report', { report: text })
      .give('governor', 'decide', { decision: 'disciplinary', text })
      .give('governor', 'hand-to-discipline', { note: text })
      .give('desk', 'notify-outcome', { outcome: text })
      .give('desk', 'close', {});
    expect(one.refusal?.code).toBe('DisciplineStillOpen');
    expect(one.give('desk', 'close', { disciplineOutcome: text }).state.status).toBe('closed');
  });

  it('is in progress again when reopened after a review', () => {
    const one = CaseUnderTest.closed().give('complainant', 'ask-for-review', { reason: text });
    one.give('governor', 'reopen', { reason: text });
    expect(one.state).toMatchObject({ status: 'accepted', completedAt: null, reopenedTimes: 1 });
  });

  it('does not become final while a review is asked for', () => {
    const one = CaseUnderTest.closed().after(3).give('complainant', 'ask-for-review', { reason: text });
    one.after(30).ring();
    expect(one.state.status).toBe('closed');
    expect(one.give('governor', 'close', {}).state.status).toBe('final');
  });

  it('rings what is due before a command moves the clock, so that no lateness is lost', () => {
    const one = CaseUnderTest.opened().after(12).give('desk', 'accept', { unit: 'finance' });
    expect(one.types).toEqual(expect.arrayContaining(['ReminderRung', 'EscalationRung']));
    expect(one.state.escalatedTo).toEqual(['central-desk', 'head-of-agency']);
  });

  it('moves open clocks when a holiday is declared, and says why', () => {
    const policy = {
      ...sampleContext.policy,
      categories: sampleContext.policy.categories.map((category) => ({
        ...category,
        clocks: category.clocks.map((clock) => ({
          ...clock,
          limit: { ...clock.limit, unit: 'working-days' as const },
        })),
      })),
    };
    const one = new CaseUnderTest({}, { ...sampleContext, policy });
    one.give('system', 'open', { matchedPersons: [], matchedUnits: [] });
    expect(one.state.clocks[0]?.dueAt).toBe('2026-02-11T16:59:59.999Z');
    const holiday = {
      date: '2026-02-05',
      name: { th: 'วันหยุดพิเศษ', en: 'special holiday' },
      declaredBy: 'cabinet',
    };
    one.context = { ...one.context, calendar: { ...one.context.calendar, holidays: [holiday] } };
    one.give('system', 'apply-calendar', { holiday, removed: false, reason: 'resolution' });
    expect(one.state.clocks[0]?.dueAt).toBe('2026-02-12T16:59:59.999Z');
    expect(one.state.clocks[0]?.why).toContainEqual({ code: 'holiday-declared', date: '2026-02-05' });
  });
});

describe('nobody named in a complaint stands in its path', () => {
  it('keeps a unit that is accused from being given the case', () => {
    const one = new CaseUnderTest().give('system', 'open', {
      matchedPersons: [],
      matchedUnits: ['u_finance'],
    });
    one.give('desk', 'accept', { unit: 'finance' });
    expect(one.refusal?.code).toBe('UnitNotAvailable');
  });

  it('hands the first reading to the head of agency when the desk is itself named', () => {
    const one = CaseUnderTest.opened({}, ['p_desk', 'p_desk-two']);
    expect(one.state.screenedBy).toBe('head-of-agency');
    expect(one.give('desk', 'accept', { unit: 'finance' }).refusal?.code).toBe('CaseUnknown');
    expect(one.give('governor', 'accept', { unit: 'finance' }).refusal).toBeNull();
  });

  it('gives the first reading back to the desk once the match of a name proves wrong', () => {
    const one = CaseUnderTest.opened({}, ['p_desk', 'p_desk-two']);
    one.give('governor', 'decide-match', { person: 'p_desk', isSamePerson: false });
    expect(one.state.screenedBy).toBe('central-desk');
    expect(one.give('desk', 'accept', { unit: 'finance' }).refusal).toBeNull();
  });

  it('takes the case back from a unit whose parent is accused', () => {
    const one = CaseUnderTest.assigned();
    const units = one.context.directory.units.map((unit) =>
      unit.id === 'finance' ? { ...unit, parent: 'works' } : unit,
    );
    one.context = { ...one.context, directory: { ...one.context.directory, units } };
    one.give('desk', 'add-accused', { persons: [], units: ['u_works'], subject: text });
    expect(one.state).toMatchObject({ status: 'received', unit: null, officer: null });
  });

  it('takes the case from an officer who is accused in the middle of it', () => {
    const one = CaseUnderTest.assigned().give('finance-head', 'add-accused', {
      persons: ['p_officer'],
      units: [],
      subject: text,
    });
    expect(one.state).toMatchObject({ status: 'accepted', officer: null });
    expect(one.give('officer', 'add-note', { note: text }).refusal?.code).toBe('CaseUnknown');
  });

  it('gives no access by covering for somebody who is kept out', () => {
    const directory = withPerson('finance-head', {
      delegations: [{ from: '2026-02-01', to: '2026-02-28', delegate: 'works-head' }],
    });
    const one = CaseUnderTest.opened()
      .give('desk', 'accept', { unit: 'finance' })
      .give('finance-head', 'declare-conflict', { ground: 'relative' });
    one.context = { ...one.context, directory };
    expect(one.give('works-head', 'assign', { officer: 'officer' }).refusal?.code).toBe('CaseUnknown');
    expect(one.give('governor', 'assign', { officer: 'officer' }).refusal).toBeNull();
  });

  it('is done with a case that the outside body has: completed, nothing due, letters passed on by the desk', () => {
    const one = CaseUnderTest.assigned()
      .give('desk', 'add-accused', { persons: ['p_governor'], units: [], subject: text })
      .give('desk', 'hand-to-outside-body', { receiver: text });
    expect(one.state).toMatchObject({ status: 'referred', completedAt: FILED_AT });
    expect(openTasks(one.state, one.context, one.now)).toEqual([]);
    for (const again of ['hand-to-outside-body', 'notify-outcome', 'reopen'] as const)
      expect(one.give('desk', again, { receiver: text, outcome: text, reason: text }).refusal?.code).toBe(
        'NotPossibleInThisStatus',
      );
    one.give('complainant', 'ask-for-review', { reason: text });
    expect(one.refusal?.code).toBe('NotPossibleInThisStatus');
    one.give('complainant', 'answer-or-write', { message: text });
    expect(openTasks(one.state, one.context, one.now)).toMatchObject([
      { kind: 'read-message', role: 'central-desk' },
    ]);
    one.give('desk', 'send-message', { message: text });
    expect(openTasks(one.state, one.context, one.now)).toEqual([]);
  });

  it('takes the case from a unit whose head is accused, not from one whose head steps aside', () => {
    const accused = CaseUnderTest.assigned().give('desk', 'add-accused', {
      persons: ['p_finance-head'],
      units: [],
      subject: text,
    });
    expect(accused.state).toMatchObject({ status: 'received', unit: null, officer: null });
    expect(accused.give('desk', 'accept', { unit: 'finance' }).refusal?.code).toBe('UnitNotAvailable');
    const aside = CaseUnderTest.assigned().give('finance-head', 'declare-conflict', { ground: 'relative' });
    expect(aside.state).toMatchObject({ status: 'assigned', officer: 'officer' });
  });

  it('waits for a head of agency on leave rather than handing the matter to the outside body', () => {
    const directory = withPerson('governor', {
      delegations: [{ from: '2026-02-01', to: '2026-02-28', delegate: 'finance-head' }],
    });
    const one = CaseUnderTest.assigned();
    one.context = { ...one.context, directory };
    one.give('desk', 'add-accused', { persons: ['p_finance-head'], units: [], subject: text });
    expect(one.give('desk', 'hand-to-outside-body', { receiver: text }).refusal?.code).toBe(
      'NotToBeHandedOver',
    );
    expect(holdersOf('head-of-agency', one.state, directory, one.now)?.people).toMatchObject([
      { id: 'governor' },
    ]);
  });

  it('asks nobody to be assigned when an officer proves accused after the report', () => {
    const one = CaseUnderTest.assigned()
      .give('officer', 'record-finding', { finding: 'substantiated', text })
      .give('officer', 'submit-report', { report: text })
      .give('desk', 'add-accused', { persons: ['p_officer'], units: [], subject: text });
    expect(one.state).toMatchObject({ status: 'reported', officer: null });
    expect(
      one.state.clocks.filter(({ id, stoppedAt }) => id === 'unit-assignment' && stoppedAt === null),
    ).toEqual([]);
  });

  it('gives the work of the desk to the head of agency when the desk proves accused later', () => {
    const one = CaseUnderTest.assigned().give('finance-head', 'add-accused', {
      persons: ['p_desk', 'p_desk-two'],
      units: [],
      subject: text,
    });
    expect(one.state.screenedBy).toBe('head-of-agency');
  });
});

describe('a decision', () => {
  const reported = (filing = {}): CaseUnderTest =>
    CaseUnderTest.assigned(filing)
      .give('officer', 'record-finding', { finding: 'substantiated', text })
      .give('officer', 'submit-report', { report: text });

  it('is for the role that the pack names, or the head of agency above it', () => {
    const one = reported();
    expect(one.give('finance-head', 'decide', { decision: 'corrective', text }).refusal?.code).toBe(
      'NotForThisPerson',
    );
    expect(one.give('governor', 'decide', { decision: 'corrective', text }).refusal).toBeNull();
    const service = reported({ category: 'service', isIntegrity: false });
    expect(service.give('finance-head', 'decide', { decision: 'corrective', text }).refusal).toBeNull();
  });

  it('on a rejection may be taken back by whoever proposed it, never approved', () => {
    const one = CaseUnderTest.opened().give('desk', 'reject', { reason: 'no-substance', explanation: text });
    expect(one.give('desk', 'approve-rejection', { approved: true }).refusal?.code).toBe(
      'SecondPersonRequired',
    );
    expect(one.give('desk', 'approve-rejection', { approved: false }).state.status).toBe('received');
  });
});

describe('a withdrawal under pressure', () => {
  it('goes on ex officio and asks to be read', () => {
    const one = CaseUnderTest.assigned().give('complainant', 'withdraw', { wasPressed: true });
    expect(one.state).toMatchObject({ status: 'assigned', unansweredMessages: 1 });
    expect(openTasks(one.state, one.context, one.now).map(({ kind }) => kind)).toContain('read-message');
  });
});

describe('a referral', () => {
  it('is answered only where there was one', () => {
    const referred = CaseUnderTest.opened().give('desk', 'refer', { body: 'nacc', explanation: text });
    expect(referred.give('desk', 'record-referral-answer', { answer: text }).refusal).toBeNull();
    const told = CaseUnderTest.closed();
    const before = { ...told.state, status: 'outcome-told' as const };
    expect(standsAgainst(before, 'record-referral-answer', { kind: 'staff', id: 'desk' })).toBe(
      'NotPossibleInThisStatus',
    );
  });
});

describe('the clocks of a case', () => {
  it('are those of the new category after it is changed on acceptance, stopped by that acceptance', () => {
    const { state } = CaseUnderTest.opened({ category: 'service', isIntegrity: false }).give(
      'desk',
      'accept',
      {
        unit: 'finance',
        category: 'corruption',
      },
    );
    const clock = state.clocks.find(({ id }) => id === 'preliminary-check');
    expect(clock?.stoppedAt).toBe(FILED_AT);
    expect(clock?.alarms).toEqual([]);
    expect(state.clocks.find(({ id }) => id === 'fact-finding')?.countsFrom).toBe(clock?.dueAt);
  });

  it('ring for the desk while no unit has the case', () => {
    const one = CaseUnderTest.opened().after(60).ring();
    const rung = one.events.flatMap((event) => (event.type === 'EscalationRung' ? [event.body.to] : []));
    expect(rung).not.toContain('officer');
    expect(rung).not.toContain('head-of-unit');
  });
});
