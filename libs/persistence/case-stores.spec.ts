import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseUnderTest, FILED_AT } from '#domain/complaint/complaint.builder.js';
import type { Notification } from '#domain/complaint/notifications.js';
import { openTasks } from '#domain/complaint/tasks.js';
import { samplePolicy } from '#domain/policy/policy.builder.js';
import { addMs } from '#domain/time/instant.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { readState, upsertCaseView } from './case-view-store.js';
import { addDelegation } from './delegation-store.js';
import { readDirectory } from './directory-store.js';
import { declareHoliday, readCalendar, removeHoliday } from './holiday-store.js';
import {
  claimMail,
  enqueueMail,
  markMailFailed,
  markMailRefused,
  markMailSent,
} from './mail-outbox-store.js';
import { claimOutbox, insertOutbox, markDelivered, markUndelivered, outboxBacklog } from './outbox-store.js';
import { addStaff } from './staff-store.js';
import { replaceTasks } from './task-store.js';
import { saveRelationships } from './relationship-store.js';
import { saveUnit } from './unit-store.js';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases.close());

const later = (ms: number): string => addMs(FILED_AT, ms);

describe('the view of a case', () => {
  it('follows the state and never goes back', async () => {
    const { manager } = databases.main;
    const under = CaseUnderTest.opened();
    const older = under.state;
    const newer = under.give('desk', 'accept', { unit: 'finance' }).state;
    await upsertCaseView(manager, newer, samplePolicy, FILED_AT);
    await upsertCaseView(manager, older, samplePolicy, FILED_AT);
    expect(await readState(manager, newer.reference)).toEqual(newer);
    const [row]: object[] = await databases.main.query('SELECT * FROM case_view');
    expect(row).toMatchObject({
      status: 'accepted',
      unit: 'finance',
      next_due_clock: 'fact-finding',
      is_late: false,
    });
  });

  it('holds the tasks of the moment only', async () => {
    const { manager } = databases.main;
    const under = CaseUnderTest.opened();
    const { reference } = under.state;
    const kinds = async (): Promise<unknown[]> => {
      const rows: { kind: string }[] = await manager.query('SELECT kind FROM task WHERE reference = $1', [
        reference,
      ]);
      return rows.map(({ kind }) => kind);
    };
    await replaceTasks(manager, reference, openTasks(under.state, under.context, FILED_AT));
    expect(await kinds()).toEqual(['screen']);
    under.give('desk', 'accept', { unit: 'finance' });
    await replaceTasks(manager, reference, openTasks(under.state, under.context, FILED_AT));
    expect(await kinds()).toEqual(['assign']);
    await replaceTasks(manager, reference, []);
    expect(await kinds()).toEqual([]);
  });
});

describe('mail that waits', () => {
  const notification = (id: string): Notification => ({
    to: { kind: 'staff', id },
    template: 'new-task',
    params: { reference: 'R', task: 'screen' },
    seq: 2,
  });

  it('is queued once, taken by one and tried again when it failed', async () => {
    const { main } = databases;
    await enqueueMail(main.manager, 'R', [notification('a'), notification('b')], FILED_AT);
    await enqueueMail(main.manager, 'R', [notification('a'), notification('c')], FILED_AT);
    const batches = await Promise.all([1, 2, 3].map(() => claimMail(main, FILED_AT, 2, 60_000)));
    const taken = batches.flat();
    expect(taken.map(({ recipient }) => recipient).sort()).toEqual(['staff:a', 'staff:b', 'staff:c']);
    const [sent, failed, refused] = taken;
    await markMailSent(main.manager, sent!.id, FILED_AT);
    await markMailFailed(main.manager, failed!.id, 'no route', later(5_000));
    await markMailRefused(main.manager, refused!.id, 'no such user', FILED_AT);
    expect(await claimMail(main, later(4_000), 9, 60_000)).toEqual([]);
    const again = await claimMail(main, later(5_000), 9, 60_000);
    expect(again).toEqual([{ ...failed, attempts: 2 }]);
    expect(await claimMail(main, later(64_000), 9, 60_000)).toEqual([]);
    expect(await claimMail(main, later(65_000), 9, 60_000)).toHaveLength(1);
  });
});

describe('messages to workflows', () => {
  it('go in order within a case, its start first, and side by side between cases', async () => {
    const { main } = databases;
    const message = (digit: number, reference: string, kind: 'start' | 'command') =>
      ({ messageId: `00000000-0000-4000-8000-00000000000${digit}`, reference, kind, payload: '' }) as const;
    for (const one of [message(1, 'A', 'start'), message(2, 'A', 'command'), message(3, 'B', 'start')])
      expect(await insertOutbox(main.manager, one, FILED_AT)).toBe(true);
    expect(await insertOutbox(main.manager, message(1, 'A', 'start'), FILED_AT)).toBe(false);

    const first = await claimOutbox(main, FILED_AT, 9, 60_000);
    expect(first.map(({ reference, kind }) => `${reference} ${kind}`).sort()).toEqual(['A start', 'B start']);
    expect(await claimOutbox(main, FILED_AT, 9, 60_000)).toEqual([]);
    const [a, b] = first.sort((x, y) => x.reference.localeCompare(y.reference));
    await markUndelivered(main, a!.id, 'down', later(1_000));
    await markDelivered(main, b!.id, FILED_AT);
    expect(await claimOutbox(main, FILED_AT, 9, 60_000)).toEqual([]);
    const [again] = await claimOutbox(main, later(1_000), 9, 60_000);
    expect(again).toMatchObject({ reference: 'A', kind: 'start', attempts: 2 });
    await markDelivered(main, again!.id, later(1_000));
    const [command] = await claimOutbox(main, later(1_000), 9, 60_000);
    expect(command).toMatchObject({ reference: 'A', kind: 'command' });
    expect(await outboxBacklog(main)).toEqual({ waiting: 1, oldest: FILED_AT });
  });
});

describe('the organisation', () => {
  it('is a directory without names, with absences', async () => {
    const { manager } = databases.main;
    await saveUnit(manager, {
      id: 'finance',
      name: { th: 'คลัง', en: 'Finance' },
      parent: null,
      isActive: true,
    });
    for (const id of ['officer', 'cover'])
      await addStaff(manager, {
        id,
        username: id,
        name: 'นายสมชาย ใจดี',
        position: 'เจ้าหน้าที่',
        email: `${id}@example.go.th`,
        unit: 'finance',
        roles: ['officer'],
        personnelRegime: 'civil-servant',
        isActive: true,
        passwordHash: null,
        createdAt: FILED_AT,
      });
    const days = { fromDate: '2026-02-02', toDate: '2026-02-06', createdBy: 'staff:administrator' };
    await addDelegation(manager, { staff: 'officer', delegate: 'cover', ...days });

    const kin = { staff: 'officer', other: 'cover', kind: 'in-law' } as const;
    const distant = { staff: 'officer', other: 'head', kind: 'collateral', degree: 4 } as const;
    await saveRelationships(manager, [{ ...kin, degree: 2 }, distant], 'administrator');

    const directory = await readDirectory(manager, (kind, id) => `${kind}-${id}`);
    expect(directory.people.find(({ id }) => id === 'officer')).toEqual({
      id: 'officer',
      token: 'person-officer',
      unit: 'finance',
      roles: ['officer'],
      isActive: true,
      delegations: [{ from: '2026-02-02', to: '2026-02-06', delegate: 'cover' }],
      openCases: 0,
      relatives: ['person-cover'],
    });
    expect(JSON.stringify(directory)).not.toContain('สมชาย');
  });

  it('counts a declared holiday until it is taken back', async () => {
    const { manager } = databases.main;
    const before = await readCalendar(manager, samplePolicy);
    const name = { th: 'วันหยุดพิเศษ', en: 'Special holiday' };
    const declared = { declaredBy: 'staff:administrator', reason: 'cabinet', declaredAt: FILED_AT };
    await declareHoliday(manager, { date: '2026-02-05', name, ...declared });
    expect((await readCalendar(manager, samplePolicy)).holidays).toEqual([
      ...before.holidays,
      { date: '2026-02-05', name, declaredBy: 'staff:administrator' },
    ]);
    expect(await removeHoliday(manager, '2026-02-05', FILED_AT)).toBe(true);
    expect(await removeHoliday(manager, '2026-02-05', FILED_AT)).toBe(false);
    expect(await readCalendar(manager, samplePolicy)).toEqual(before);
  });
});
