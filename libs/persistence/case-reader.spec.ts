import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mayRead } from '#domain/access/may-read.js';
import { CaseUnderTest } from '#domain/complaint/complaint.builder.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { openTasks } from '#domain/complaint/tasks.js';
import { samplePolicy } from '#domain/policy/policy.builder.js';
import { sampleDirectory, withPerson } from '#domain/routing/directory.builder.js';
import { viewerOf, type Viewer } from '#domain/routing/person.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { CaseReader } from './case-reader.js';
import { upsertCaseView } from './case-view-store.js';
import { replaceTasks } from './task-store.js';

const NOW = '2026-02-03T03:00:00.000Z';
const everybody = sampleDirectory.people.map(({ id }) => id);

/** The desk's second person is away, covered by the officer of works; the head of finance by the head of works. */
const onLeave = (id: string, delegate: string) =>
  withPerson(id, { delegations: [{ from: '2026-01-01', to: '2026-12-31', delegate }] }).people.find(
    (person) => person.id === id,
  );
const covered = {
  ...sampleDirectory,
  people: sampleDirectory.people.map((person) =>
    person.id === 'desk-two'
      ? (onLeave('desk-two', 'works-officer') ?? person)
      : person.id === 'finance-head'
        ? (onLeave('finance-head', 'works-head') ?? person)
        : person,
  ),
};

const related = {
  ...sampleDirectory,
  people: sampleDirectory.people.map((person) =>
    ['auditor', 'finance-head', 'desk-two'].includes(person.id)
      ? { ...person, relatives: ['p_officer', 'p_desk'] }
      : person,
  ),
};

const numbered = (number: number, state: ComplaintState): ComplaintState => {
  const reference = `SMP-69-0000-${String(number).padStart(4, '0')}`;
  return { ...state, reference, filing: { ...state.filing, reference } };
};

const isOpenWith = (officer: string, state: ComplaintState): boolean =>
  state.officer === officer && state.completedAt === null;

const statesOf = (): ComplaintState[] => [
  CaseUnderTest.opened().state,
  ...everybody.map((id) => CaseUnderTest.opened({}, [`p_${id}`]).state),
  CaseUnderTest.opened({}, ['u_office', 'u_finance']).state,
  CaseUnderTest.opened({}, ['p_desk', 'p_desk-two']).state,
  CaseUnderTest.opened({}, ['p_desk', 'p_desk-two', 'p_governor']).state,
  CaseUnderTest.opened({ category: 'service', isIntegrity: false }).state,
  CaseUnderTest.assigned().state,
  { ...CaseUnderTest.assigned().state, excluded: [{ token: 'p_finance-head', because: 'accused' }] },
  { ...CaseUnderTest.assigned().state, excluded: [{ token: 'u_works', because: 'accused' }] },
  { ...CaseUnderTest.assigned().state, excluded: [{ token: 'p_desk', because: 'found-interest' }] },
  { ...CaseUnderTest.assigned().state, excluded: [{ token: 'p_desk', because: 'linked' }] },
  CaseUnderTest.closed().state,
];

describe('the cases that exist for a person', () => {
  let databases: TestDatabases;
  let reader: CaseReader;
  const states = statesOf().map((state, index) => numbered(index, state));
  beforeAll(async () => {
    databases = await testDatabases();
    reader = new CaseReader(databases.main);
    const context = {
      policy: samplePolicy,
      calendar: samplePolicy.calendar,
      directory: sampleDirectory,
    };
    for (const state of states) {
      await upsertCaseView(databases.main.manager, state, samplePolicy, NOW);
      await replaceTasks(databases.main.manager, state.reference, openTasks(state, context, NOW));
    }
  }, 60_000);
  afterAll(() => databases?.close());

  const viewer = (directory: typeof sampleDirectory, id: string): Viewer => {
    const found = viewerOf(directory, id, NOW);
    if (found === null) throw new Error(id);
    return found;
  };

  describe.each([
    ['with everybody there', sampleDirectory],
    ['with people covering for others', covered],
    ['with people related to others', related],
  ])('%s', (_, directory) => {
    it.each(everybody)('are for %s exactly those of the domain, in every read', async (id) => {
      const who = viewer(directory, id);
      const expected = states.filter((state) => mayRead(who, state)).map(({ reference }) => reference);
      const { items } = await reader.list(who, {}, NOW, { limit: 200 });
      expect(items.map(({ reference }) => reference).sort()).toEqual([...expected].sort());
      expect(await reader.count(who, {}, NOW)).toBe(expected.length);
      for (const { reference } of states) {
        const one = await reader.one(who, reference);
        expect([reference, one !== null]).toEqual([reference, expected.includes(reference)]);
      }
      const { people } = await reader.withLoads(who, directory);
      for (const officer of people)
        expect([officer.id, officer.openCases]).toEqual([
          officer.id,
          states.filter((state) => mayRead(who, state) && isOpenWith(officer.id, state)).length,
        ]);
    });
  });

  it('come page by page, what is due first at the top, none twice', async () => {
    const auditor = viewer(sampleDirectory, 'auditor');
    const whole = await reader.list(auditor, {}, NOW, { limit: 200 });
    const seen: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await reader.list(auditor, {}, NOW, { limit: 4, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.items.map(({ reference }) => reference));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(whole.items.map(({ reference }) => reference));
    const due = whole.items.map(({ nextDueAt }) => nextDueAt ?? '9999');
    expect(due).toEqual([...due].sort());
  });

  it('start anew with a cursor that nobody made', async () => {
    const auditor = viewer(sampleDirectory, 'auditor');
    const whole = await reader.list(auditor, {}, NOW, { limit: 3 });
    expect(await reader.list(auditor, {}, NOW, { limit: 3, cursor: 'WyJ4Il0' })).toEqual(whole);
  });
});
