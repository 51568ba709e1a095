import { describe, expect, it } from '@jest/globals';
import { CaseUnderTest, text } from './complaint.builder.js';
import { notificationsFor } from './notifications.js';

/** The mails that the last command of `act` leads to, as `recipient template`. */
function mails(one: CaseUnderTest, act: (one: CaseUnderTest) => void): string[] {
  const before = one.state;
  const known = one.events.length;
  act(one);
  return notificationsFor(before, one.events.slice(known), one.state, one.context).map(
    ({ to, template }) => `${to.kind === 'staff' ? to.id : 'complainant'} ${template}`,
  );
}

describe('who is told', () => {
  it('tells the head of the unit of a new task and the complainant of the news when a case is accepted', () => {
    expect(mails(CaseUnderTest.opened(), (one) => one.give('desk', 'accept', { unit: 'finance' }))).toEqual([
      'complainant news',
      'finance-head new-task',
    ]);
  });

  it('tells the head of the agency and the auditor when the desk takes a case out of corruption', () => {
    const lower = (one: CaseUnderTest): string[] =>
      mails(one, () => one.give('desk', 'accept', { unit: 'finance', category: 'service' }));
    expect(lower(CaseUnderTest.opened())).toEqual([
      'complainant news',
      'governor taken-out-of-integrity',
      'auditor taken-out-of-integrity',
      'finance-head new-task',
    ]);
    const withAccusedGovernor = CaseUnderTest.opened().give('desk', 'add-accused', {
      persons: ['p_governor'],
      units: [],
      subject: text,
    });
    expect(lower(withAccusedGovernor).join()).not.toContain('governor');
  });

  it('climbs the ladder when nobody acts, and informs the auditor', () => {
    const one = CaseUnderTest.opened();
    expect(mails(one, () => one.after(7).ring())).toEqual(['desk reminder', 'desk-two reminder']);
    expect(mails(one, () => one.after(1).ring())).toEqual(['desk escalation', 'desk-two escalation']);
    expect(mails(one, () => one.after(3).ring())).toEqual([
      'governor escalation',
      'auditor escalation-informed',
    ]);
  });

  it('never tells somebody accused, and asks for the outside body when the head of agency is', () => {
    const one = CaseUnderTest.assigned()
      .give('finance-head', 'declare-conflict', { ground: 'relative' })
      .give('desk', 'add-accused', { persons: ['p_governor'], units: [], subject: text });
    const told = mails(one, () => one.after(45).ring());
    expect(told.join()).not.toMatch(/governor|finance-head/);
    expect(told).toContain('auditor hand-to-outside-body');
  });

  it('tells the complainant until when a review may be asked for, once the case is closed', () => {
    const one = CaseUnderTest.closed();
    const mails = notificationsFor(null, one.events, one.state, one.context);
    const mail = mails.filter(({ to }) => to.kind === 'complainant').at(-1);
    const window = one.state.clocks.find(({ id }) => id === 'review-window');
    expect(mail).toMatchObject({
      template: 'news',
      params: { clock: 'review-window', dueAt: window?.dueAt },
    });
  });

  it('mails no complainant who left no address', () => {
    const one = CaseUnderTest.opened({ mayBeMailed: false });
    expect(mails(one, () => one.give('desk', 'accept', { unit: 'finance' }))).toEqual([
      'finance-head new-task',
    ]);
  });

  it('carries codes and references, no words', () => {
    const one = CaseUnderTest.opened();
    const before = one.state;
    one.give('desk', 'request-information', { question: text });
    const [mail] = notificationsFor(before, one.events.slice(-1), one.state, one.context);
    expect(mail?.params).toEqual({ reference: one.state.reference, status: 'received' });
  });
});
