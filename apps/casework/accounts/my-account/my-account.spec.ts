import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMs } from '#domain/time/instant.js';
import { CaseworkForTests, PASSWORD } from '../../casework.fake.js';
import { Visitor, type Visited } from '../../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const minutesPass = (minutes: number): void => {
  casework.agency.now = addMs(casework.agency.now, minutes * 60_000);
};
const as = (who: string): Promise<Visitor> => Visitor.signedIn(casework.url, who);
const isIn = async (visitor: Visitor): Promise<boolean> =>
  (await visitor.get('/worklist')).path === '/worklist';
const endings = ({ page }: Visited): string[] =>
  page
    .querySelectorAll('form')
    .map((form) => form.getAttribute('action') ?? '')
    .filter((action) => /^\/account\/sessions\/[0-9a-f]+\/end$/.test(action));
const NEW = 'ทะเลหมอกบนเขาสูง 2569';

describe('a session', () => {
  it('ends when it is not used for an hour, and lasts while it is used', async () => {
    const officer = await as('officer-finance-1');
    for (const minutes of [59, 59, 1]) {
      minutesPass(minutes);
      expect(await isIn(officer)).toBe(true);
    }
    minutesPass(60);
    expect((await officer.get('/worklist')).path).toBe('/sign-in?to=%2Fworklist');
  });

  it('ends after half a day however much it is used', async () => {
    const officer = await as('officer-finance-1');
    for (let hour = 0; hour < 13; hour += 1) {
      minutesPass(54);
      expect(await isIn(officer)).toBe(true);
    }
    minutesPass(20);
    expect(await isIn(officer)).toBe(false);
  });
});

describe('my account', () => {
  it('lists where the person is signed in, marks this session and keeps no trace of the browser', async () => {
    await as('desk-1');
    minutesPass(30);
    const here = await as('desk-1');
    await casework.api('desk-1', 'GET', '/api/v1/tasks');
    const account = await here.get('/account');
    const rows = account.page.querySelectorAll('tbody tr').map((row) => row.text.replace(/\s+/g, ' '));
    expect(rows).toHaveLength(3);
    expect(rows.filter((row) => row.includes('This session'))).toHaveLength(1);
    expect(rows.filter((row) => row.includes('API'))).toHaveLength(1);
    expect(rows.every((row) => /:00/.test(row))).toBe(true);
    const stored = JSON.stringify(await casework.agency.databases.main.query('SELECT sess FROM session'));
    expect(stored).not.toMatch(/127\.0\.0\.1|mozilla|node|agent/i);
  });

  it('ends one of them, and only the own ones', async () => {
    const [there, here, stranger] = [await as('desk-2'), await as('desk-2'), await as('head-finance')];
    const [ending = ''] = endings(await here.get('/account'));
    await stranger.get('/account');
    expect((await stranger.post(ending, {})).status).toBe(404);
    expect(await isIn(there)).toBe(true);
    await here.get('/account');
    expect((await here.send(ending, {})).path).toBe('/account?done=session');
    expect([await isIn(there), await isIn(here)]).toEqual([false, true]);
  });

  it('signs out everywhere, the API too', async () => {
    const [there, here] = [await as('desk-1'), await as('desk-1')];
    expect((await casework.api('desk-1', 'GET', '/api/v1/tasks')).status).toBe(200);
    await here.get('/account');
    expect((await here.send('/account/sessions/end', {})).path).toBe('/sign-in');
    expect([await isIn(there), await isIn(here)]).toEqual([false, false]);
    expect((await casework.api('desk-1', 'GET', '/api/v1/tasks')).status).toBe(401);
  });

  it('is not brought back by a request that was under way when it was ended', async () => {
    const there = await as('head-strategy');
    const { main } = casework.agency.databases;
    const [row]: { sid: string; sess: object; expire: Date }[] = await main.query(
      `SELECT * FROM session WHERE sess->>'staff' = 'head-strategy'`,
    );
    minutesPass(1);
    const here = await as('head-strategy');
    await here.get('/account');
    await here.send('/account/sessions/end', {});
    await main.query('INSERT INTO session (sid, sess, expire) VALUES ($1, $2, $3)', [
      row?.sid,
      JSON.stringify(row?.sess),
      row?.expire,
    ]);
    expect(await isIn(there)).toBe(false);
  });
});

describe('changing the password', () => {
  const change = async (visitor: Visitor, fields: Record<string, string>): Promise<Visited> => {
    await visitor.get('/account/password');
    return visitor.send('/account/password', { current: PASSWORD, password: NEW, repeated: NEW, ...fields });
  };

  it.each([
    ['is empty', { password: '', repeated: '' }, 'Enter a new password'],
    ['is short', { password: 'kX9#mQ2$vL1', repeated: 'kX9#mQ2$vL1' }, 'at least 12 characters'],
    ['is common', { password: 'password1234', repeated: 'password1234' }, 'easy to guess'],
    ['is a row on the keyboard', { password: 'qwertyuiop123', repeated: 'qwertyuiop123' }, 'easy to guess'],
    ['is the own name', { password: 'officer-strategy-1', repeated: 'officer-strategy-1' }, 'easy to guess'],
    ['is typed once', { repeated: 'something else' }, 'not the same'],
    ['comes with a wrong old one', { current: 'not this one' }, 'The password is wrong'],
  ])('is refused where the new one %s', async (_, fields, message) => {
    const officer = await as('officer-strategy-1');
    const refused = await change(officer, fields);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(message)]);
    expect(refused.page.querySelectorAll('.govuk-error-message')).toHaveLength(1);
    minutesPass(1);
  });

  it('ends the other sessions, keeps this one, and is recorded', async () => {
    const [there, here] = [await as('officer-strategy-1'), await as('officer-strategy-1')];
    const done = await change(here, {});
    expect([done.path, done.text]).toEqual([
      '/account?done=password',
      expect.stringContaining('Your password was changed'),
    ]);
    expect([await isIn(there), await isIn(here)]).toEqual([false, true]);
    const visitor = new Visitor(casework.url);
    await visitor.get('/sign-in');
    const old = await visitor.send('/sign-in', { username: 'officer-strategy-1', password: PASSWORD });
    expect(old.status).toBe(401);
    const with_ = await visitor.send('/sign-in', { username: 'officer-strategy-1', password: NEW });
    expect(with_.path).toBe('/worklist');
    const recorded: { body: string }[] = await casework.agency.databases.main.query(
      `SELECT body FROM ledger_entry WHERE stream = 'accounts' AND type = 'PasswordChanged'`,
    );
    expect(recorded).toEqual([{ body: '{}' }]);
  });
});
