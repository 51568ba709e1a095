import { describe, expect, it } from '@jest/globals';
import { text } from '../complaint/complaint.builder.js';
import { plea, ProtectionUnderTest } from './protection.builder.js';
import { protectionNotifications } from './notifications.js';
import { protectionTasks } from './tasks.js';

const asked = (who = 'officer') => ProtectionUnderTest.opened().give(who, 'ask-for-identity', plea);
const given = () => asked().give('custodian', 'decide-access', { access: 1, approved: true });
const only = ({ state }: ProtectionUnderTest) => state.accesses[0];

describe('asking to know who complained', () => {
  it('becomes an access for the asker alone once a custodian approves, for the hours asked for', () => {
    expect(only(given())).toMatchObject({
      by: 'officer',
      role: 'officer',
      status: 'open',
      decidedBy: 'custodian',
      givenAt: '2026-02-02T03:00:00.000Z',
      until: '2026-02-03T03:00:00.000Z',
    });
  });

  it('is closed again by time alone', () => {
    expect(only(given().after(1))?.status).toBe('ended');
  });

  it('is refused, taken back by the asker, or ended by a custodian before its time', () => {
    expect(only(asked().give('custodian', 'decide-access', { access: 1, approved: false }))?.status).toBe(
      'refused',
    );
    expect(only(asked().give('officer', 'withdraw-request', { access: 1 }))?.status).toBe('withdrawn');
    expect(only(given().give('custodian-two', 'end-access', { access: 1, reason: text }))?.status).toBe(
      'ended',
    );
  });

  it('is never approved by the asker, even a custodian, nor by an officer, nor twice', () => {
    const own = asked('custodian').give('custodian', 'decide-access', { access: 1, approved: true });
    expect(own.refusal?.code).toBe('SecondPersonRequired');
    expect(own.give('officer', 'decide-access', { access: 1, approved: true }).refusal?.code).toBe(
      'NotForThisPerson',
    );
    expect(own.give('custodian-two', 'decide-access', { access: 1, approved: true }).refusal).toBeNull();
    expect(own.give('custodian-two', 'decide-access', { access: 1, approved: true }).refusal?.code).toBe(
      'AccessUnknown',
    );
  });

  it('is not approved by somebody whom the case accuses; with no custodian left by the head of agency', () => {
    const person = asked().accuse('p_custodian');
    expect(person.give('custodian', 'decide-access', { access: 1, approved: true }).refusal?.code).toBe(
      'NotForThisPerson',
    );
    person.accuse('p_custodian-two');
    expect(person.give('governor', 'decide-access', { access: 1, approved: true }).refusal).toBeNull();
    const early = asked();
    expect(early.give('governor', 'decide-access', { access: 1, approved: true }).refusal?.code).toBe(
      'NotForThisPerson',
    );
  });

  it('is refused where nobody but the asker is left to decide', () => {
    const alone = ProtectionUnderTest.opened().accuse('p_custodian', 'p_governor');
    expect(alone.give('custodian-two', 'ask-for-identity', plea).refusal?.code).toBe('NobodyToApprove');
  });

  it.each([
    [{ purpose: 'curiosity' }, 'PurposeUnknown'],
    [{ ground: 'because' }, 'GroundUnknown'],
    [{ hours: 49 }, 'AccessTooLong'],
    [{ hours: 0 }, 'AccessTooLong'],
  ])('needs a purpose, a ground and a time of the pack: %j', (changes, code) => {
    const person = ProtectionUnderTest.opened().give('officer', 'ask-for-identity', { ...plea, ...changes });
    expect(person.refusal?.code).toBe(code);
  });

  it('is nothing for an auditor, an administrator, an officer of another case, or somebody accused', () => {
    for (const who of ['auditor', 'administrator', 'works-officer', 'nobody'])
      expect(ProtectionUnderTest.opened().give(who, 'ask-for-identity', plea).refusal?.code).toBe(
        'NotForThisPerson',
      );
    const accused = ProtectionUnderTest.opened().accuse('p_officer');
    expect(accused.give('officer', 'ask-for-identity', plea).refusal?.code).toBe('NotForThisPerson');
  });

  it('has no meaning where no identity is sealed', () => {
    for (const [identityMode, code] of [
      ['anonymous', 'NoIdentityKept'],
      ['named', 'IdentityNotSealed'],
    ] as const)
      expect(
        ProtectionUnderTest.opened({ identityMode }).give('officer', 'ask-for-identity', plea).refusal?.code,
      ).toBe(code);
  });

  it('is not piled up', () => {
    expect(asked().give('officer', 'ask-for-identity', plea).refusal?.code).toBe('AccessAlreadyAskedFor');
  });

  it('ends at once when the one who knows is accused meanwhile, and a request that waits is refused', () => {
    expect(only(given().accuse('p_officer'))?.status).toBe('ended');
    expect(only(asked().accuse('p_officer'))?.status).toBe('refused');
  });
});

describe('an emergency', () => {
  const taken = () =>
    ProtectionUnderTest.opened().give('desk', 'take-identity-in-emergency', { ...plea, hours: 6 });

  it('opens the identity at once, for less time', () => {
    expect(only(taken())).toMatchObject({
      status: 'open',
      inEmergency: true,
      until: '2026-02-02T09:00:00.000Z',
    });
    const long = ProtectionUnderTest.opened().give('desk', 'take-identity-in-emergency', plea);
    expect(long.refusal?.code).toBe('AccessTooLong');
  });

  it('stays a task that climbs until somebody else has reviewed it, and bars the taker from asking again', () => {
    const person = taken()
      .give('custodian', 'assess-risk', { level: 'high', factors: [], assessment: text })
      .after(4);
    expect(protectionTasks(person.state, person.context, person.now).map(({ kind }) => kind)).toEqual([
      'review-emergency',
    ]);
    expect(person.types).toContain('EscalationRung');
    expect(person.give('desk', 'ask-for-identity', plea).refusal?.code).toBe('EmergencyReviewOpen');
    const review = { access: 1, wasJustified: false, reason: text };
    expect(person.give('desk', 'review-emergency', review).refusal?.code).toBe('SecondPersonRequired');
    expect(person.give('custodian', 'review-emergency', review).refusal).toBeNull();
    expect(person.give('desk', 'ask-for-identity', plea).refusal).toBeNull();
  });
});

describe('telling the protected person', () => {
  it('is barred only by a second person, in writing, and can be allowed again', () => {
    const person = given();
    expect(person.give('officer', 'bar-telling', { access: 1, ground: text }).refusal?.code).toBe(
      'SecondPersonRequired',
    );
    expect(only(person.give('custodian', 'bar-telling', { access: 1, ground: text }))?.isTellingBarred).toBe(
      true,
    );
    expect(only(person.give('custodian', 'allow-telling', { access: 1 }))?.isTellingBarred).toBe(false);
  });
});

describe('whoever complained hears that somebody may know who they are', () => {
  const news = (person: ProtectionUnderTest, act: () => unknown): unknown[] => {
    const [before, from] = [person.state, person.events.length];
    act();
    return protectionNotifications(before, person.events.slice(from), person.state, person.context)
      .filter(({ to }) => to.kind === 'complainant')
      .map(({ template, params }) => [template, params]);
  };
  const told = [['news', { reference: 'SMP-69-0000-0000' }]];
  const decide = (person: ProtectionUnderTest, approved: boolean) => () =>
    person.give('custodian', 'decide-access', { access: 1, approved });

  it('by a mail that tells nothing, when it is given or taken in an emergency, not when it is refused', () => {
    const [one, other] = [asked(), asked()];
    expect(news(one, decide(one, true))).toEqual(told);
    expect(news(other, decide(other, false))).toEqual([]);
    const urgent = ProtectionUnderTest.opened();
    const taking = () => urgent.give('desk', 'take-identity-in-emergency', { ...plea, hours: 6 });
    expect(news(urgent, taking)).toEqual(told);
  });

  it('only once a bar to telling is lifted, and never where no address was left', () => {
    const barred = asked().give('custodian', 'bar-telling', { access: 1, ground: text });
    expect(news(barred, decide(barred, true))).toEqual([]);
    const lifting = () => barred.give('custodian', 'allow-telling', { access: 1 });
    expect(news(barred, lifting)).toEqual(told);
    const unreachable = ProtectionUnderTest.opened({ mayBeMailed: false });
    unreachable.give('officer', 'ask-for-identity', plea);
    expect(news(unreachable, decide(unreachable, true))).toEqual([]);
  });
});

it('tells the custodians of a request, but not the asker who is one', () => {
  const person = ProtectionUnderTest.opened();
  const [before, from] = [person.state, person.events.length];
  person.give('custodian', 'ask-for-identity', plea);
  const mails = protectionNotifications(before, person.events.slice(from), person.state, person.context);
  expect(mails.map(({ to, template }) => [to, template])).toEqual([
    [{ kind: 'staff', id: 'custodian-two' }, 'new-task'],
  ]);
});
