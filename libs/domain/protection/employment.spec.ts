import { describe, expect, it } from '@jest/globals';
import { text } from '../complaint/complaint.builder.js';
import { sampleDirectory } from '../routing/directory.builder.js';
import { viewerOf } from '../routing/person.js';
import { protectionNotifications } from './notifications.js';
import { ProtectionUnderTest } from './protection.builder.js';
import { isInSight, sightOf, withinSight } from './sight.js';
import { protectionTasks } from './tasks.js';

const assessed = { level: 'low' as const, factors: [], assessment: text };
const yes = { worksHere: true };
const no = { worksHere: false };
const { opened } = ProtectionUnderTest;
const assessedAsOutsider = () =>
  opened({ identityMode: 'anonymous' }).give('custodian', 'assess-risk', assessed);
const tasksOf = ({ state, context, now }: ProtectionUnderTest) =>
  protectionTasks(state, context, now).map(({ kind }) => kind);

describe('the word of a complainant that they work for the agency', () => {
  it('counts as long as they do not say otherwise', () => {
    const person = opened().give('complainant', 'tell-employment', yes);
    expect([person.state.isStaff, person.state.employment?.worksHere]).toEqual([true, true]);
    person.give('complainant', 'tell-employment', no);
    expect([person.state.isStaff, person.state.employment?.worksHere]).toEqual([false, false]);
  });

  it('does not undo a name that the directory has', () => {
    const person = opened({ isStaff: true }).give('complainant', 'tell-employment', no);
    expect(person.state).toMatchObject({ isStaff: true, employment: { worksHere: false, nameFits: true } });
    person.give('complainant', 'tell-employment', yes).give('complainant', 'tell-employment', no);
    expect(person.state.isStaff).toBe(true);
  });

  it('is recorded as that one word, and only where it changes', () => {
    const person = opened();
    for (const word of [yes, yes, no, no]) person.give('complainant', 'tell-employment', word);
    const told = person.events.filter(({ type }) => type === 'EmploymentTold');
    expect(told.map(({ actor, body }) => [actor, body])).toEqual([
      ['complainant', yes],
      ['complainant', no],
    ]);
  });

  it('is theirs alone to give, for themselves and while the protection goes on', () => {
    for (const who of ['custodian', 'officer', 'system'])
      expect(opened().give(who, 'tell-employment', yes).refusal?.code).toBe('NotForThisPerson');
    const witness = opened({ person: 'witness', id: 'SMP-69-0000-0000-w1' });
    expect(witness.give('complainant', 'tell-employment', yes).refusal?.code).toBe('NotForThisPerson');
    const over = assessedAsOutsider().give('system', 'follow-case', { change: 'closed' });
    for (const days of [31, 60]) over.after(days).give('complainant', 'answer-check-in', { answer: 'well' });
    expect(over.give('complainant', 'tell-employment', yes).refusal?.code).toBe('ProtectionOver');
  });
});

describe('the risk of who says that they work for the agency', () => {
  it('is assessed anew within the days of the pack where it was assessed as an outsider’s, and climbs', () => {
    const person = assessedAsOutsider().give('complainant', 'tell-employment', yes);
    expect(tasksOf(person)).toEqual(['assess-risk']);
    const clock = person.state.clocks.find(({ id }) => id === 'risk-assessment');
    expect(clock).toMatchObject({ startedAt: person.now, stoppedAt: null });
    expect(person.after(8).types).toContain('EscalationRung');
    expect(tasksOf(person.give('custodian', 'assess-risk', assessed))).toEqual([]);
  });

  it('is not assessed twice: neither where it waits already, nor where it was assessed as of staff', () => {
    const waiting = opened();
    const [before] = waiting.state.clocks;
    expect(waiting.give('complainant', 'tell-employment', yes).state.clocks).toEqual([before]);
    waiting.give('custodian', 'assess-risk', assessed);
    for (const word of [no, yes]) waiting.give('complainant', 'tell-employment', word);
    expect(tasksOf(waiting)).toEqual([]);
    const known = opened({ isStaff: true }).give('custodian', 'assess-risk', assessed);
    expect(tasksOf(known.give('complainant', 'tell-employment', yes))).toEqual([]);
    expect(tasksOf(assessedAsOutsider().give('complainant', 'tell-employment', no))).toEqual([]);
  });

  it('brings the custodians the mail of any assessment, and nobody else one', () => {
    const person = assessedAsOutsider();
    const [before, from] = [person.state, person.events.length];
    person.give('complainant', 'tell-employment', yes);
    const mails = protectionNotifications(before, person.events.slice(from), person.state, person.context);
    const opening = protectionNotifications(null, opened().events, opened().state, person.context);
    const shape = (all: typeof mails) =>
      all.map(({ to, template, params: { dueAt: _, ...params } }) => ({ to, template, params }));
    expect(mails.map(({ to }) => to)).toEqual(
      ['custodian', 'custodian-two'].map((id) => ({ kind: 'staff', id })),
    );
    expect(shape(mails)).toEqual(shape(opening));
  });

  it('is assessed on a view that has the word', () => {
    const person = opened();
    const seen = person.state.actedVersion;
    person.give('complainant', 'tell-employment', yes);
    expect(person.give('custodian', 'assess-risk', assessed, seen).refusal?.code).toBe(
      'SomebodyElseActedFirst',
    );
    expect(person.give('custodian', 'assess-risk', assessed, person.state.actedVersion).refusal).toBeNull();
  });
});

describe('whoever does not see a protection whole', () => {
  const plea = { purpose: 'ask-the-complainant', ground: 'official-duty', reason: text, hours: 24 };
  const seenBy = (who: string, { state, events, context, now }: ProtectionUnderTest) => {
    const sight = sightOf(viewerOf(sampleDirectory, who, now)!, state, context, now)!;
    return { shown: withinSight(state, sight), events: events.filter((event) => isInSight(event, sight)) };
  };

  it.each(['officer', 'desk', 'governor'])('has %s see the very same before and after the word', (who) => {
    const person = opened()
      .give('officer', 'ask-for-identity', plea)
      .give('custodian', 'assess-risk', assessed);
    const before = seenBy(who, person);
    person.afterHours(1).give('complainant', 'tell-employment', yes);
    expect(person.types).toContain('EmploymentTold');
    expect(seenBy(who, person)).toEqual(before);
  });

  it('is told of it by no refusal either', () => {
    const person = opened();
    const seen = person.state.actedVersion;
    person.give('complainant', 'tell-employment', yes);
    expect(person.give('officer', 'ask-for-identity', plea, seen).refusal).toBeNull();
    expect(seenBy('officer', person).shown.actedVersion).toBe(person.state.actedVersion);
  });
});

it('leaves a protection in which it was never told as such were kept before the word existed', () => {
  const person = opened({ isStaff: true }).give('custodian', 'assess-risk', assessed);
  expect(person.state.risk).toStrictEqual({ level: 'low', at: person.now });
  for (const key of ['employment', 'sharedVersion']) expect(person.state).not.toHaveProperty(key);
  for (const word of [yes, no, yes]) person.give('complainant', 'tell-employment', word);
  expect([person.state.isStaff, tasksOf(person)]).toEqual([true, []]);
});
