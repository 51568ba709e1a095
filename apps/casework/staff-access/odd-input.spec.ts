import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
let reference: string;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  reference = await casework.file();
}, 60_000);
afterAll(() => casework?.close());

const statusOf = async (who: string, path: string): Promise<number> =>
  (await casework.api(who, 'GET', path)).status;
const cursorOf = (...parts: unknown[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

describe('an address that nobody can mean', () => {
  it.each([
    ['auditor-1', '/cases/%00'],
    ['auditor-1', '/cases/TRT%00'],
    ['auditor-1', '/cases/%E0%A4%A'],
    ['auditor-1', '/cases/%00/history'],
    ['auditor-1', '/cases/%00/add-note'],
    ['auditor-1', '/api/v1/complaints/%00'],
    ['auditor-1', '/api/v1/complaints/%00/history'],
    ['administrator-1', '/administration/people/%00'],
  ])('is found by %s nowhere: %s', async (who, path) => {
    expect(await statusOf(who, path)).toBe(404);
  });

  it.each([
    'reference',
    'status',
    'category',
    'unit',
    'officer',
    'phase',
    'q',
    'from',
    'to',
    'cursor',
    'other',
  ])('is refused where %s holds a control character', async (field) => {
    for (const path of ['/cases', '/worklist', '/export.csv', '/api/v1/complaints', '/api/v1/tasks'])
      expect([path, await statusOf('auditor-1', `${path}?${field}=a%00b`)]).toEqual([path, 422]);
  });

  it('is refused where a verification is to be of a reference with a control character', async () => {
    expect(await statusOf('auditor-1', '/api/v1/ledger/verification?reference=%00')).toBe(422);
  });
});

describe('a search', () => {
  it.each([
    ['made of nothing', 'x'],
    ['of something else', cursorOf('x')],
    ['at no time', cursorOf('yesterday', 'TRT-1')],
    ['at a time that the database does not know', cursorOf('0000-01-01T00:00:00.000Z', 'TRT-1')],
    ['far away', cursorOf('+275760-09-13T00:00:00.000Z', 'TRT-1')],
    ['with a control character', cursorOf('infinity', 'TRT\u0000')],
  ])('refuses a cursor %s', async (_, cursor) => {
    expect(await statusOf('auditor-1', `/api/v1/complaints?cursor=${cursor}`)).toBe(422);
    expect(await statusOf('auditor-1', `/export.csv?cursor=${cursor}`)).toBe(422);
    expect(await statusOf('auditor-1', `/cases?cursor=${cursor}`)).toBe(400);
  });

  it.each(['0000-01-01', '9999-12-31', '2026-02-30'])('refuses the day %s', async (day) => {
    for (const field of ['from', 'to'])
      expect(await statusOf('auditor-1', `/api/v1/complaints?${field}=${day}`)).toBe(422);
  });
});

describe('a form', () => {
  it('of an administrator refuses days that the database does not know', async () => {
    const administrator = await Visitor.signedIn(casework.url, 'administrator-1');
    await administrator.get('/administration/holidays');
    const holiday = { date: '0000-01-01', nameTh: 'วันหยุด', nameEn: 'Day', reason: 'มติ' };
    expect((await administrator.send('/administration/holidays/preview', holiday)).status).toBe(400);
    await administrator.get('/administration/delegations');
    const leave = { staff: 'desk-1', delegate: 'desk-2', from: '0000-01-01', to: '2026-02-28' };
    expect((await administrator.send('/administration/delegations', leave)).status).toBe(400);
  });

  it('of signing in takes a user name with a control character for a wrong one', async () => {
    const visitor = new Visitor(casework.url);
    await visitor.get('/sign-in');
    expect((await visitor.send('/sign-in', { username: 'desk\u0000', password: 'x' })).status).toBe(401);
    const answer = await fetch(`${casework.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'desk\u0000', password: 'x' }),
    });
    expect(answer.status).toBe(401);
  });

  it('of an action refuses codes with control characters', async () => {
    for (const [command, body] of Object.entries({
      link: { leader: 'a\u0000' },
      accept: { unit: 'a\u0000' },
    })) {
      const path = `/api/v1/complaints/${reference}/commands/${command}`;
      expect([command, (await casework.api('desk-1', 'POST', path, body)).status]).toEqual([command, 422]);
    }
  });
});
