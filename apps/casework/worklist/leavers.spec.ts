import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDelegation } from '#persistence/delegation-store.js';
import { findStaff } from '#persistence/staff-store.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());
const manager = () => casework.agency.databases.main.manager;

async function accepted(unit: string): Promise<string> {
  const reference = await casework.file();
  await casework.act('desk-1', reference, 'accept', { unit });
  return reference;
}
/** A case with the unit's first officer. */
async function assigned(unit: string): Promise<string> {
  const reference = await accepted(unit);
  await casework.act(`head-${unit}`, reference, 'assign', { officer: `officer-${unit}-1` });
  return reference;
}

/** Whether the task is on the person's page and in the person's API. */
const has = async (who: string, reference: string): Promise<boolean> => {
  const page = await (await casework.api(who, 'GET', '/worklist')).text();
  const { tasks } = (await (await casework.api(who, 'GET', '/api/v1/tasks')).json()) as {
    tasks: { reference: string }[];
  };
  const isListed = tasks.some((task) => task.reference === reference);
  expect(page.includes(`/cases/${reference}`)).toBe(isListed);
  return isListed;
};
const holders = async (reference: string, ...people: string[]): Promise<string[]> => {
  const listed = [];
  for (const who of people) if (await has(who, reference)) listed.push(who);
  return listed;
};

async function deactivate(id: string): Promise<void> {
  const { name, position, email, unit, roles, personnelRegime } = (await findStaff(manager(), id))!;
  const administrator = await Visitor.signedIn(casework.url, 'administrator-1');
  const path = `/administration/people/${id}`;
  await administrator.get(path);
  const fields = { name, position, email, unit, roles: roles.join(), personnelRegime, password: '' };
  expect((await administrator.send(path, fields)).status).toBe(200);
}
const sendOnLeave = (staff: string, delegate: string): Promise<string> =>
  addDelegation(manager(), {
    staff,
    delegate,
    fromDate: '2026-02-01',
    toDate: '2026-02-28',
    createdBy: 'administrator-1',
  });

describe('the task of an officer', () => {
  it('is on the officer’s list alone; once the account is closed on that of the head, and then of the head above', async () => {
    const reference = await assigned('finance');
    expect(await holders(reference, 'officer-finance-1', 'head-finance', 'head-office', 'governor')).toEqual([
      'officer-finance-1',
    ]);
    await deactivate('officer-finance-1');
    expect(await holders(reference, 'head-finance', 'head-office', 'governor')).toEqual(['head-finance']);
    await deactivate('head-finance');
    expect(await holders(reference, 'head-office', 'governor')).toEqual(['head-office']);
  });

  it('is the delegate’s during a leave, the head’s when the delegate is away too, and the officer’s afterwards', async () => {
    const reference = await assigned('human-resources');
    const [first, second] = ['officer-human-resources-1', 'officer-human-resources-2'] as const;
    const head = 'head-human-resources';
    await sendOnLeave(first, second);
    expect(await holders(reference, second, head)).toEqual([second]);
    await sendOnLeave(second, first);
    expect(await holders(reference, second, head)).toEqual([head]);
    await casework.agency.databases.main.query('DELETE FROM delegation');
    expect(await holders(reference, first, second, head)).toEqual([first]);
  });
});

describe('the task of a head of unit', () => {
  it('comes to the head above once the account is closed', async () => {
    const reference = await accepted('administration');
    expect(await holders(reference, 'head-administration', 'head-office')).toEqual(['head-administration']);
    await deactivate('head-administration');
    expect(await holders(reference, 'head-office', 'governor')).toEqual(['head-office']);
  });
});
