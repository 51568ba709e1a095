import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { relationsTo } from '../access/may-read.js';
import { viewerOf } from '../routing/person.js';
import type { Actor, CommandName, CommandParams } from './command.js';
import { CaseUnderTest, evidence, text } from './complaint.builder.js';
import { replay } from './evolve.js';
import { standsAgainst } from './permit.js';
import { STATUSES } from './status.js';
import { checkTransitions, TRANSITIONS, transitionOf } from './transitions.js';

type Step = { who: string; name: CommandName; params: CommandParams[CommandName]; days: number };

const PARAMS: { [N in CommandName]: CommandParams[N][] } = {
  open: [{ matchedPersons: [], matchedUnits: [] }],
  ring: [{}],
  'apply-calendar': [
    { holiday: { date: '2026-02-05', name: { th: 'หยุด', en: 'off' } }, removed: false, reason: 'declared' },
  ],
  'take-exclusions': [{ exclusions: [{ token: 'p_officer', because: 'accused' }] }, { exclusions: [] }],
  accept: [{ unit: 'finance' }, { unit: 'works', category: 'service' }, { unit: 'nowhere' }],
  reject: [{ reason: 'no-substance', explanation: text }],
  'approve-rejection': [{ approved: true }, { approved: false }],
  refer: [{ body: 'nacc', explanation: text }],
  'record-referral-answer': [{ answer: text }],
  'request-information': [{ question: text }],
  assign: [{ officer: 'officer' }, { officer: 'works-officer' }],
  reassign: [{ officer: 'officer-two', reason: text }],
  'add-accused': [
    { persons: ['p_officer'], units: [], subject: text },
    { persons: [], units: ['u_works'], subject: text },
    { persons: ['p_desk', 'p_desk-two'], units: [], subject: text },
  ],
  'decide-match': [{ person: 'p_officer', isSamePerson: true }],
  'declare-conflict': [{ ground: 'relative' }],
  'record-conflict': [{ person: 'p_officer-two', ground: 'relative', explanation: text }],
  'lift-exclusion': [
    { person: 'p_officer', explanation: text },
    { person: 'p_officer-two', explanation: text },
  ],
  'record-finding': [{ finding: 'substantiated', text }],
  'request-extension': [
    { clock: 'fact-finding', span: { amount: 5, unit: 'calendar-days' }, reason: text },
    { clock: 'unknown', span: { amount: 5, unit: 'hours' }, reason: text },
  ],
  'decide-extension': [
    { granted: true, reason: text },
    { granted: false, reason: text },
  ],
  'submit-report': [{ report: text }],
  decide: [
    { decision: 'corrective', text },
    { decision: 'return-for-more', text },
  ],
  'hand-to-discipline': [{ note: text }],
  'hand-to-outside-body': [{ receiver: text }],
  'tell-subject': [
    { person: 'p_officer', notice: 'allegation', words: text },
    { person: null, notice: 'result', words: text },
  ],
  'notify-outcome': [{ outcome: text }],
  close: [{}, { disciplineOutcome: text }],
  reopen: [{ reason: text }],
  link: [{ leader: 'SMP-69-1111-1111' }],
  unlink: [{}],
  'add-note': [{ note: text }],
  'send-message': [{ message: text }],
  'name-witness': [{ witness: text }],
  'mark-message-read': [{}],
  'add-evidence': [{ evidence: [evidence] }, { evidence: [evidence], message: text }],
  'quarantine-evidence': [{ evidence: evidence.id }],
  'answer-or-write': [{ message: text }],
  'ask-for-review': [{ reason: text }],
  withdraw: [{ wasPressed: null }],
};

const WHO = [
  'desk',
  'desk-two',
  'officer',
  'officer-two',
  'finance-head',
  'works-head',
  'governor',
  'auditor',
];
const anyStep: fc.Arbitrary<Step> = fc.constantFrom(...(Object.keys(PARAMS) as CommandName[])).chain((name) =>
  fc.record({
    name: fc.constant(name),
    params: fc.constantFrom(...(PARAMS[name] as CommandParams[CommandName][])),
    who: fc.constantFrom(...WHO, 'complainant', 'system'),
    days: fc.nat({ max: 9 }),
  }),
);
/** Numbers that choose, among what is possible at that moment, who does what with what. */
const choice = fc.record({ row: fc.nat(), who: fc.nat(), params: fc.nat(), days: fc.nat({ max: 5 }) });
type Choice = { row: number; who: number; params: number; days: number };

const pick = <T>(from: readonly T[], number: number): T | undefined => from[number % from.length];

/** One of the commands that somebody may give now; none when nobody may. */
function possibleStep(one: CaseUnderTest, { row, who, params, days }: Choice): Step | null {
  const given = [...WHO, 'complainant', 'system'].flatMap((name) => {
    const actor = name === 'complainant' || name === 'system' ? { kind: name } : { kind: 'staff', id: name };
    const relations = actor.kind === 'staff' ? relationsOf(one, name) : [name];
    return TRANSITIONS.filter(
      ({ command, by }) =>
        command !== 'open' &&
        by.some((relation) => relations.includes(relation)) &&
        standsAgainst(one.state, command, actor as Actor) === null,
    ).map(({ command }) => ({ who: name, command }));
  });
  const commands = [...new Set(given.map(({ command }) => command))];
  // Two of three steps lead on, so that the ways are gone to their ends however many commands lead nowhere.
  const leading = commands.filter((command) => transitionOf(command, one.state.status)?.to.length);
  const name = pick(row % 3 > 0 && leading.length > 0 ? leading : commands, Math.floor(row / 3));
  if (name === undefined) return null;
  const actor = pick(
    given.filter(({ command }) => command === name),
    who,
  );
  return actor === undefined
    ? null
    : { who: actor.who, name, params: pick(PARAMS[name] as CommandParams[CommandName][], params)!, days };
}

const relationsOf = (one: CaseUnderTest, id: string): readonly string[] => {
  const viewer = viewerOf(one.context.directory, id, one.now);
  return viewer === null ? [] : relationsTo(viewer, one.state);
};

/** Gives the command and checks all that must hold whatever it was. */
function take(one: CaseUnderTest, { who, name, params, days }: Step): void {
  const before = one.state;
  const row = transitionOf(name, before.status);
  one.after(days).give(who, name, params);
  const moved = one.state.status;
  expect(STATUSES).toContain(moved);
  if (moved !== before.status) expect([...(row?.to ?? []), 'final']).toContain(moved);
  expect(one.state.version).toBe(one.events.length);
  if (one.refusal !== null) expect(one.state).toBe(before);
  if (one.state.officer !== null)
    expect(one.state.excluded.map(({ token }) => token)).not.toContain(`p_${one.state.officer}`);
}

describe('the transition table', () => {
  it('leads to every status and has one row for each command in each status', () => {
    expect(() => checkTransitions()).not.toThrow();
  });

  it('is refused at start-up when a status cannot be reached or two rows compete', () => {
    expect(() => checkTransitions(TRANSITIONS.filter(({ command }) => command !== 'submit-report'))).toThrow(
      /reported/,
    );
    expect(() => checkTransitions([...TRANSITIONS, TRANSITIONS[3]!])).toThrow(/Two transitions/);
  });

  it('holds for any sequence of commands, and the events alone rebuild the state', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 60 }), (steps) => {
        const one = CaseUnderTest.opened();
        for (const step of steps) take(one, step);
        expect(replay(one.events)).toEqual(one.state);
      }),
      { numRuns: 300, seed: 2565 },
    );
  });

  it('holds on every way through the procedure, into every status', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(fc.array(choice, { minLength: 20, maxLength: 60 }), (choices) => {
        const one = CaseUnderTest.opened();
        for (const numbers of choices) {
          const step = possibleStep(one, numbers);
          if (step === null) break;
          take(one, step);
          reached.add(one.state.status);
        }
        expect(replay(one.events)).toEqual(one.state);
      }),
      { numRuns: 700, seed: 2565 },
    );
    expect([...reached].sort()).toEqual([...STATUSES].sort());
  });
});
