import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isShownToHead, mayRead } from '#domain/access/may-read.js';
import { CaseUnderTest } from '#domain/complaint/complaint.builder.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { openTasks, type Task } from '#domain/complaint/tasks.js';
import { samplePolicy } from '#domain/policy/policy.builder.js';
import type { Directory, StaffMember } from '#domain/routing/directory.js';
import { sampleDirectory } from '#domain/routing/directory.builder.js';
import { viewerOf } from '#domain/routing/person.js';
import { holdersOf } from '#domain/routing/routing.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { upsertCaseView } from './case-view-store.js';
import { TaskReader } from './task-reader.js';
import { replaceTasks } from './task-store.js';

const NOW = '2026-02-03T03:00:00.000Z';
const gone: Partial<StaffMember> = { isActive: false };
const away = (delegate: string): Partial<StaffMember> => ({
  delegations: [{ from: '2026-01-01', to: '2026-12-31', delegate }],
});
const changed = (changes: Record<string, Partial<StaffMember>>): Directory => ({
  ...sampleDirectory,
  people: sampleDirectory.people.map((person) => ({ ...person, ...changes[person.id] })),
});

/** What may have become of the people since the tasks were written. */
const SINCE: [string, Directory][] = [
  ['nothing has changed', sampleDirectory],
  ['the officer has left', changed({ officer: gone })],
  ['the officer and the head have left', changed({ officer: gone, 'finance-head': gone })],
  ['the officer is covered', changed({ officer: away('officer-two') })],
  ['the officer’s cover has left', changed({ officer: away('officer-two'), 'officer-two': gone })],
  [
    'the officer’s cover is away too',
    changed({ officer: away('officer-two'), 'officer-two': away('officer') }),
  ],
  ['the officer was moved to a unit that is accused', changed({ officer: { unit: 'works' } })],
  ['the head is covered by another', changed({ 'finance-head': away('works-head') })],
  ['one of the desk is covered', changed({ 'desk-two': away('works-officer') })],
  ['the desk has left', changed({ desk: gone, 'desk-two': gone })],
  ['the desk is away', changed({ desk: away('desk-two'), 'desk-two': away('desk') })],
  ['the head of agency is away', changed({ governor: away('works-head'), 'works-head': away('governor') })],
  ['the desk and the head of agency have left', changed({ desk: gone, 'desk-two': gone, governor: gone })],
];

const keeping = (state: ComplaintState, ...tokens: string[]): ComplaintState => ({
  ...state,
  excluded: [...state.excluded, ...tokens.map((token) => ({ token, because: 'accused' as const }))],
});
const states = [
  CaseUnderTest.opened().state,
  CaseUnderTest.opened({}, ['p_desk']).state,
  CaseUnderTest.opened({}, ['p_desk', 'p_desk-two']).state,
  CaseUnderTest.opened({}, ['p_desk', 'p_desk-two', 'p_governor']).state,
  CaseUnderTest.opened().give('desk', 'accept', { unit: 'finance' }).state,
  CaseUnderTest.assigned().state,
  keeping(CaseUnderTest.assigned().state, 'p_officer-two'),
  keeping(CaseUnderTest.assigned().state, 'p_finance-head'),
  keeping(CaseUnderTest.assigned().state, 'u_works'),
  keeping(CaseUnderTest.assigned().state, 'p_governor'),
  CaseUnderTest.assigned().give('complainant', 'answer-or-write', { message: { id: 'text', hash: 'hash' } })
    .state,
].map((state, index): ComplaintState => {
  const reference = `SMP-69-0000-${String(index).padStart(4, '0')}`;
  return { ...state, reference, filing: { ...state.filing, reference } };
});
const context = { policy: samplePolicy, calendar: samplePolicy.calendar, directory: sampleDirectory };
const written = states.flatMap((state) =>
  openTasks(state, context, NOW).map((task): [ComplaintState, Task] => [state, task]),
);

/** Whose the task is by the domain, now; and whose it was by name, should they be there. */
function whose([state, task]: [ComplaintState, Task], directory: Directory): string[] {
  const scoped = { ...state, unit: task.unit ?? state.unit };
  const held = holdersOf(task.role, scoped, directory, NOW);
  const isReached = held !== null && (held.role !== 'head-of-agency' || isShownToHead(state));
  const holders = isReached ? held : holdersOf('auditor', state, directory, NOW);
  const own = directory.people.filter(({ id, roles, unit }) =>
    task.person === null
      ? roles.includes(task.role) && (task.unit === null || task.unit === unit)
      : task.person === id,
  );
  return [...(holders?.people ?? []), ...own].map(({ id }) => id);
}

describe('what somebody is to do', () => {
  let databases: TestDatabases;
  let reader: TaskReader;
  beforeAll(async () => {
    databases = await testDatabases();
    reader = new TaskReader(databases.main);
    for (const state of states) {
      await upsertCaseView(databases.main.manager, state, samplePolicy, NOW);
      await replaceTasks(databases.main.manager, state.reference, openTasks(state, context, NOW));
    }
  }, 60_000);
  afterAll(() => databases?.close());

  it.each(SINCE)('is, when %s, what the domain would have them do', async (_, directory) => {
    const found = new Set<string>();
    for (const { id } of directory.people) {
      const viewer = viewerOf(directory, id, NOW);
      if (viewer === null) continue;
      const tasks = await reader.list({ viewer, directory }, {}, NOW, { limit: 200, offset: 0 });
      const names = tasks.map((task) => `${task.case.reference} ${task.kind}`).sort();
      const expected = written
        .filter((one) => mayRead(viewer, one[0]) && whose(one, directory).includes(id))
        .map(([{ reference }, { kind }]) => `${reference} ${kind}`);
      expect([id, names]).toEqual([id, expected.sort()]);
      expect(await reader.count({ viewer, directory }, {}, NOW)).toBe(tasks.length);
      expect((await reader.counts({ viewer, directory }, NOW, NOW)).tasks).toBe(tasks.length);
      for (const name of names) found.add(name);
    }
    expect(found.size).toBe(written.length);
  });
});
