import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { text } from '../complaint/complaint.builder.js';
import { isKeptOut, personOf } from '../routing/person.js';
import { sampleDirectory } from '../routing/directory.builder.js';
import { plea, ProtectionUnderTest } from './protection.builder.js';
import type { ProtectionCommandName, ProtectionParams } from './protection-command.js';
import { replayProtection } from './evolve.js';
import { protectionTasks } from './tasks.js';

const PARAMS: { [N in ProtectionCommandName]: ProtectionParams[N][] } = {
  'open-protection': [{}],
  ring: [{}],
  'follow-case': [
    { change: 'closed' },
    { change: 'reopened' },
    { change: 'pressed' },
    { change: 'conflict' },
  ],
  'find-personnel-action': [
    { kind: 'pay', on: '2026-02-01', record: '1' },
    { kind: 'transfer', on: '2026-02-01', record: '2' },
  ],
  'assess-risk': [{ level: 'high', factors: ['same-unit'], assessment: text }],
  'begin-measure': [{ kind: 'P1', owner: 'officer', until: '2026-03-01', note: text }],
  'prove-measure': [{ measure: 1, proof: text }],
  'end-measure': [{ measure: 1, proof: text }],
  'write-to-person': [{ message: text }],
  'record-contact': [
    { answer: 'well', note: text },
    { answer: 'harmed', note: text },
  ],
  'judge-personnel-action': [{ action: 1, isJustified: true, reason: text }],
  'ask-for-identity': [plea],
  'take-identity-in-emergency': [{ ...plea, hours: 5 }],
  'decide-access': [1, 2, 3].flatMap((access) => [
    { access, approved: true },
    { access, approved: false },
  ]),
  'withdraw-request': [{ access: 1 }, { access: 2 }],
  'end-access': [{ access: 1, reason: text }],
  'bar-telling': [{ access: 1, ground: text }],
  'allow-telling': [{ access: 1 }],
  'review-emergency': [1, 2].map((access) => ({ access, wasJustified: true, reason: text })),
  'answer-check-in': [{ answer: 'well' }, { answer: 'harmed', words: text }],
  'tell-employment': [{ worksHere: true }, { worksHere: false }],
};
const WHO = ['custodian', 'custodian-two', 'officer', 'desk', 'governor', 'auditor', 'complainant', 'system'];

const anyStep = fc.constantFrom(...(Object.keys(PARAMS) as ProtectionCommandName[])).chain((name) =>
  fc.record({
    name: fc.constant(name),
    params: fc.constantFrom(...(PARAMS[name] as ProtectionParams[ProtectionCommandName][])),
    who: fc.constantFrom(...WHO),
    days: fc.nat({ max: 40 }),
    accused: fc.option(fc.constantFrom('p_officer', 'p_custodian', 'p_governor'), { freq: 15, nil: null }),
  }),
);

it('whatever is done in whatever order: nobody opens an identity alone, and nobody accused knows it', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 25 }), (steps) => {
      const person = ProtectionUnderTest.opened();
      for (const { name, params, who, days, accused } of steps) {
        person.after(days);
        if (accused !== null && person.state.endedAt === null) person.accuse(accused);
        person.give(who, name, params);
        for (const access of person.state.accesses) {
          if (access.status !== 'open') continue;
          expect(access.decidedBy === null).toBe(access.inEmergency);
          expect(access.decidedBy).not.toBe(access.by);
          expect(access.until! > person.now).toBe(true);
          const knows = sampleDirectory.people.find(({ id }) => id === access.by)!;
          expect(isKeptOut(personOf(sampleDirectory, knows), person.complaint.state)).toBe(false);
        }
        if (person.state.endedAt !== null)
          expect(protectionTasks(person.state, person.context, person.now)).toEqual([]);
      }
      expect(replayProtection(person.events)).toEqual(person.state);
      expect(person.state.version).toBe(person.events.length);
    }),
    { numRuns: 300 },
  );
}, 60_000);

const tellings = [true, false].map(
  (worksHere) => ({ name: 'tell-employment', params: { worksHere }, who: 'complainant', days: 1 }) as const,
);
const [assessment] = PARAMS['assess-risk'];
const ofEmployment = fc.constantFrom(...tellings, {
  name: 'assess-risk',
  params: assessment!,
  who: 'custodian',
  days: 1,
} as const);

it('whatever is done: only the complainant says where they work, and staff is never left assessed as an outsider', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.oneof(anyStep, ofEmployment), { maxLength: 25 }),
      (nameFits, steps) => {
        const person = ProtectionUnderTest.opened({ isStaff: nameFits });
        for (const { name, params, who, days } of steps) {
          person.after(days).give(who, name, params);
          const told = person.events.filter(({ type }) => type === 'EmploymentTold');
          for (const { actor, body } of told)
            expect([actor, Object.keys(body)]).toEqual(['complainant', ['worksHere']]);
          const word = told.at(-1)?.body as { worksHere: boolean } | undefined;
          const { state } = person;
          expect(state.isStaff).toBe(nameFits || word?.worksHere === true);
          const isOwed = state.isStaff && !nameFits && state.endedAt === null && state.risk?.asStaff !== true;
          const tasks = protectionTasks(state, person.context, person.now).map(({ kind }) => kind);
          if (isOwed) expect(tasks).toContain('assess-risk');
          const isSilent = word === undefined;
          expect([state.employment, state.sharedVersion].every((one) => one === undefined)).toBe(isSilent);
        }
      },
    ),
    { numRuns: 300 },
  );
}, 60_000);

it('refuses what was decided on an older view of the person', () => {
  const person = ProtectionUnderTest.opened();
  const seen = person.state.actedVersion;
  person.give('custodian', 'write-to-person', { message: text });
  const again = person.give(
    'custodian-two',
    'assess-risk',
    { level: 'low', factors: [], assessment: text },
    seen,
  );
  expect(again.refusal?.code).toBe('SomebodyElseActedFirst');
});
