import { describe, expect, it } from '@jest/globals';
import { sampleContext, text } from '../complaint/complaint.builder.js';
import { sampleDirectory, withPerson } from '../routing/directory.builder.js';
import { dateOf } from '../time/instant.js';
import { ANSWER_KINDS, type DataRequestCommandName, type DataRequestParams } from './data-request-command.js';
import { DataRequestUnderTest } from './data-request.builder.js';
import { dataRequestNotifications } from './notifications.js';

const answer = text;
const EVERYBODY = [...sampleDirectory.people.map(({ id }) => id), 'requester', 'system'];
const opened = () => new DataRequestUnderTest();
const identified = (requester: string | null = null, context = sampleContext) =>
  new DataRequestUnderTest(context).give('custodian', 'confirm-identity', { how: text, requester });
const proposed = (requester: string | null = null, context = sampleContext) =>
  identified(requester, context).give('custodian', 'propose-answer', { kind: 'data-given', answer });

/** Who gets through with the command, of everybody that there is. */
function through<N extends DataRequestCommandName>(
  begun: () => DataRequestUnderTest,
  name: N,
  params: DataRequestParams[N],
): string[] {
  return EVERYBODY.filter((who) => begun().give(who, name, params).refusal === null);
}

const CUSTODIANS = ['custodian', 'custodian-two'];

describe('a request for the own data', () => {
  it('is identified and answered by custodians, decided by a second person, withdrawn by the requester, of everybody', () => {
    expect(through(opened, 'confirm-identity', { how: text, requester: null })).toEqual(CUSTODIANS);
    expect(through(identified, 'propose-answer', { kind: 'data-given', answer })).toEqual(CUSTODIANS);
    expect(through(opened, 'propose-answer', { kind: 'not-identified', answer })).toEqual(CUSTODIANS);
    const second = ['auditor', 'custodian-two'];
    expect(through(proposed, 'decide-answer', { approved: true, answer })).toEqual(second);
    expect(through(proposed, 'decide-answer', { approved: false, reason: text })).toEqual(second);
    for (const begun of [opened, identified, proposed])
      expect(through(begun, 'withdraw', {})).toEqual(['requester']);
    expect(proposed().give('custodian', 'decide-answer', { approved: true, answer }).refusal).toBe(
      'SecondPersonRequired',
    );
  });

  it('is none of the business of whoever its words name, nor of their relatives', () => {
    const related = {
      ...sampleContext,
      directory: withPerson('auditor', { relatives: ['p_custodian-two'] }),
    };
    const naming = () => new DataRequestUnderTest(related, ['p_custodian-two']);
    expect(through(naming, 'confirm-identity', { how: text, requester: null })).toEqual(['custodian']);
    const answeredBy = () => naming().give('custodian', 'propose-answer', { kind: 'not-identified', answer });
    expect(through(answeredBy, 'decide-answer', { approved: true, answer })).toEqual([]);
    const [began] = naming().events.slice(1);
    const told = dataRequestNotifications([began!], naming().state, related).map(({ to }) => to);
    expect(told).toEqual([{ kind: 'staff', id: 'custodian' }]);
  });

  it('is none of the business of the requester of the staff, nor of the requester’s relatives', () => {
    const related = {
      ...sampleContext,
      directory: withPerson('custodian-two', { relatives: ['p_auditor'] }),
    };
    const ofAuditor = () => proposed('p_auditor', related);
    expect(through(ofAuditor, 'decide-answer', { approved: true, answer })).toEqual([]);
    expect(through(() => proposed('p_custodian-two'), 'decide-answer', { approved: true, answer })).toEqual([
      'auditor',
    ]);
    expect(
      through(() => identified('p_custodian-two'), 'propose-answer', { kind: 'data-given', answer }),
    ).toEqual(['custodian']);
    expect(through(opened, 'confirm-identity', { how: text, requester: 'p_custodian' })).toEqual([
      'custodian-two',
    ]);
  });

  it('is not decided by covering for somebody who may, where oneself is the requester', () => {
    const leave = { from: '2026-01-01', to: '2026-12-31', delegate: 'desk' };
    const context = { ...sampleContext, directory: withPerson('auditor', { delegations: [leave] }) };
    const decide = (requester: string | null) =>
      proposed(requester, context).give('desk', 'decide-answer', { approved: true, answer }).refusal;
    expect([decide(null), decide('p_desk')]).toEqual([null, 'NotForThisPerson']);
  });

  it('gives nothing to whoever was not identified, and is decided as it was proposed', () => {
    for (const kind of ANSWER_KINDS) {
      expect(opened().give('custodian', 'propose-answer', { kind, answer }).refusal).toBe(
        kind === 'not-identified' ? null : 'IdentityNotConfirmed',
      );
      expect(identified().give('custodian', 'propose-answer', { kind, answer }).refusal).toBe(
        kind === 'not-identified' ? 'NotAtThisPoint' : null,
      );
    }
    const decided = proposed().give('auditor', 'decide-answer', { approved: true, answer });
    expect(decided.state.status).toBe('answered');
    const nothing = identified().give('custodian', 'propose-answer', {
      kind: 'nothing-may-be-given',
      answer,
    });
    expect(nothing.give('auditor', 'decide-answer', { approved: true, answer }).state.status).toBe('refused');
  });

  it('goes back with a reason, may be proposed anew, and takes nothing once it is over', () => {
    const back = proposed().give('auditor', 'decide-answer', { approved: false, reason: text });
    expect(back.state).toMatchObject({ status: 'identified', answer: null, returned: text });
    back.give('custodian-two', 'propose-answer', { kind: 'data-given', answer });
    expect(back.give('custodian-two', 'propose-answer', { kind: 'data-given', answer }).refusal).toBe(
      'NotAtThisPoint',
    );
    back.give('custodian', 'decide-answer', { approved: true, answer });
    expect(back.state.status).toBe('answered');
    for (const over of [back, opened().give('requester', 'withdraw', {})]) {
      expect(over.give('requester', 'withdraw', {}).refusal).toBe('DataRequestOver');
      expect(over.give('custodian', 'confirm-identity', { how: text, requester: null }).refusal).toBe(
        'DataRequestOver',
      );
    }
  });
});

describe('the limit of thirty days', () => {
  it('counts from receipt, and is due thirty calendar days later', () => {
    const { state } = opened();
    const days =
      (Date.parse(dateOf(state.clock?.dueAt ?? '')) - Date.parse(dateOf(state.receivedAt))) / 86_400_000;
    expect(days).toBe(30);
  });

  it('reminds, expires, and goes to custodians and then to the head of agency, who informs the auditors', () => {
    const late = opened().after(40);
    expect(late.types).toEqual([
      'DataRequestReceived',
      'LimitBegan',
      'ReminderRung',
      'EscalationRung',
      'ClockExpired',
      'EscalationRung',
    ]);
    const told = (type: string, at: number): string[] => {
      const event = late.events.filter((one) => one.type === type)[at];
      const mails = event ? dataRequestNotifications([event], late.state, sampleContext) : [];
      return mails.map(({ to, template }) => `${template}:${to.kind === 'staff' ? to.id : to.kind}`);
    };
    expect(told('ReminderRung', 0)).toEqual(['reminder:custodian', 'reminder:custodian-two']);
    expect(told('EscalationRung', 0)).toEqual(['escalation:custodian', 'escalation:custodian-two']);
    expect(told('EscalationRung', 1)).toEqual(['escalation:governor', 'escalation-informed:auditor']);
  });

  it('is silent once the request was answered or withdrawn', () => {
    const answered = proposed().give('auditor', 'decide-answer', { approved: true, answer });
    for (const over of [answered, opened().give('requester', 'withdraw', {})]) {
      const before = over.types.length;
      expect(over.after(60).types).toHaveLength(before);
    }
  });

  it('goes on through a return: whoever asks does not wait for the agency to agree with itself', () => {
    const back = proposed().give('auditor', 'decide-answer', { approved: false, reason: text });
    expect(back.after(40).types).toContain('EscalationRung');
  });
});

describe('the mails of a request', () => {
  const mailsOf = (one: DataRequestUnderTest, act: () => unknown) => {
    const from = one.events.length;
    act();
    return dataRequestNotifications(one.events.slice(from), one.state, one.context);
  };

  it('ask a second person, never whoever proposed, nor a requester of the staff', () => {
    const one = identified();
    const mails = mailsOf(one, () => one.give('custodian', 'propose-answer', { kind: 'data-given', answer }));
    expect(mails).toMatchObject([
      { to: { id: 'custodian-two' }, template: 'new-task', params: { task: 'decide-data-answer' } },
    ]);
    const own = identified('p_custodian-two');
    const others = mailsOf(own, () =>
      own.give('custodian', 'propose-answer', { kind: 'data-given', answer }),
    );
    expect(others.map(({ to }) => to)).toEqual([{ kind: 'staff', id: 'auditor' }]);
  });

  it('tell the requester the same, whatever was answered', () => {
    const [given, refused] = (['data-given', 'nothing-may-be-given'] as const).map((kind) => {
      const one = identified().give('custodian', 'propose-answer', { kind, answer });
      return mailsOf(one, () => one.give('auditor', 'decide-answer', { approved: true, answer }));
    });
    expect(given).toEqual(refused);
    expect(given).toMatchObject([{ to: { kind: 'complainant' }, template: 'news' }]);
  });
});
