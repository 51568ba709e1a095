import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addDelegation, listDelegations } from '#persistence/delegation-store.js';
import { CaseworkForTests } from '../../casework.fake.js';
import { type Visited, Visitor } from '../../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());
beforeEach(() => casework.agency.databases.main.query('DELETE FROM delegation'));

const DAYS = { from: '2026-02-01', to: '2026-02-28' };
const manager = () => casework.agency.databases.main.manager;

async function cover(
  staff: string,
  delegate: string,
  by = 'administrator-1',
  language: 'th' | 'en' = 'en',
): Promise<Visited> {
  const administrator = await Visitor.signedIn(casework.url, by, language);
  await administrator.get('/administration/delegations');
  return administrator.send('/administration/delegations', { ...DAYS, staff, delegate });
}
const stands = async (): Promise<number> => (await listDelegations(manager())).length;

describe('an administrator who arranges who covers for whom', () => {
  it.each([
    ['the desk', 'desk-1'],
    ['the auditor', 'auditor-1'],
    ['another administrator', 'administrator-2'],
  ])('cannot take the place of %s', async (_, absent) => {
    const answer = await cover(absent, 'administrator-1');
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('cannot make yourself')]);
    expect((await cover(absent, 'administrator-1', 'administrator-1', 'th')).text).toContain('ตนเอง');
    expect(await stands()).toBe(0);
  });

  it('gives no case work to an administrator and no administration to anybody else', async () => {
    const toColleague = await cover('desk-1', 'administrator-2');
    expect([toColleague.status, toColleague.text]).toEqual([
      400,
      expect.stringContaining('only for each other'),
    ]);
    expect((await cover('administrator-1', 'desk-1')).status).toBe(400);
    expect((await cover('administrator-1', 'desk-1', 'administrator-1', 'th')).text).toContain('ผู้ดูแลระบบ');
    expect(await stands()).toBe(0);
  });

  it('lets administrators cover for each other', async () => {
    expect((await cover('administrator-1', 'administrator-2')).status).toBe(200);
    expect(await stands()).toBe(1);
  });
});

describe('a delegation that stands all the same', () => {
  it('shows an administrator no case, on no page', async () => {
    const reference = await casework.file();
    const days = { fromDate: DAYS.from, toDate: DAYS.to, createdBy: 'administrator-1' };
    for (const staff of ['desk-1', 'auditor-1'])
      await addDelegation(manager(), { staff, delegate: 'administrator-1', ...days });
    for (const path of [`/cases/${reference}`, `/api/v1/complaints/${reference}`, '/cases', '/export.csv']) {
      const answer = await casework.api('administrator-1', 'GET', path);
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });
});
