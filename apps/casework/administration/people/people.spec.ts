import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMs, DAY_MS } from '#domain/time/instant.js';
import { findStaff } from '#persistence/staff-store.js';
import { CaseworkForTests, PASSWORD } from '../../casework.fake.js';
import { linkInMail, mailedLinks } from '../../invited.fake.js';
import { Visitor, type Visited } from '../../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const PEOPLE = '/administration/people';
const NEW = 'ทะเลหมอกบนเขาสูง 2569';
const daysPass = (days: number): void => {
  casework.agency.now = addMs(casework.agency.now, days * DAY_MS);
};
const as = (who: string): Promise<Visitor> => Visitor.signedIn(casework.url, who);
const person = (fields: Record<string, string | string[]> = {}): Record<string, string | string[]> => ({
  ...{ name: 'นายมาใหม่ ใจดี', position: 'นักวิชาการ', email: 'new@trat.example', unit: 'finance' },
  ...{ roles: 'officer', personnelRegime: 'ocsc', isActive: 'yes' },
  ...fields,
});
async function add(username: string, fields: Record<string, string | string[]> = {}): Promise<Visited> {
  const administrator = await as('administrator-1');
  await administrator.get(PEOPLE);
  return administrator.send(PEOPLE, { username, ...person(fields) });
}
/** Presses a button on the person's page. */
async function press(who: string, action: string, by = 'administrator-1'): Promise<Visited> {
  const administrator = await as(by);
  await administrator.get(`${PEOPLE}/${who}`);
  return administrator.send(`${PEOPLE}/${who}/${action}`, {});
}
const link = async (who: string): Promise<string> => (await linkInMail(casework.agency, who)) ?? 'no link';
async function choosePassword(who: string, fields: Record<string, string> = {}): Promise<[Visitor, Visited]> {
  const visitor = new Visitor(casework.url);
  await visitor.get(`${await link(who)}?lang=en`);
  return [visitor, await visitor.send('/invitation', { password: NEW, repeated: NEW, ...fields })];
}
const signIn = async (username: string, password: string): Promise<Visited> => {
  const visitor = new Visitor(casework.url);
  await visitor.get('/sign-in?lang=en');
  return visitor.send('/sign-in', { username, password });
};
const facts = async (stream: string, who: string): Promise<string[]> => {
  const rows: { type: string }[] = await casework.agency.databases.main.query(
    `SELECT type FROM ledger_entry WHERE stream = $1 AND (actor = $2 OR body::jsonb->>'staff' = $3) ORDER BY seq`,
    [stream, `staff:${who}`, who],
  );
  return rows.map(({ type }) => type);
};

describe('an invitation', () => {
  it('brings a person in who chooses the password, which nobody else ever knew', async () => {
    const added = await add('newcomer');
    expect(added.path).toBe(`${PEOPLE}?done=done`);
    const regimes = added.page.querySelectorAll('#personnelRegime option').map(({ text }) => text.trim());
    expect(regimes).toContain('Civil servant');
    expect(added.page.querySelector('input[type=password]')).toBeNull();
    expect(await mailedLinks(casework.agency, 'newcomer')).toHaveLength(1);
    const [visitor, arrived] = await choosePassword('newcomer');
    expect([arrived.status, arrived.path]).toEqual([200, '/worklist']);
    expect((await visitor.get('/account')).text).toContain('newcomer');
    expect((await signIn('newcomer', NEW)).path).toBe('/worklist');
    expect(await facts('accounts', 'newcomer')).toEqual(['InvitationAccepted', 'SignedIn']);
  });

  it('asks for a good password, and is not used up by a bad one', async () => {
    await add('careful');
    for (const password of ['', 'short', 'password1234', 'careful-careful'])
      expect((await choosePassword('careful', { password, repeated: password }))[1].status).toBe(400);
    expect((await choosePassword('careful', { repeated: 'other' }))[1].text).toContain('not the same');
    expect((await choosePassword('careful'))[1].path).toBe('/worklist');
  });

  it('works once, also when it is sent twice at once', async () => {
    await add('once');
    const path = await link('once');
    const two = [new Visitor(casework.url), new Visitor(casework.url)];
    for (const visitor of two) await visitor.get(path);
    const answers = await Promise.all(
      two.map((one) => one.send('/invitation', { password: NEW, repeated: NEW })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect((await new Visitor(casework.url).get(path)).status).toBe(410);
  });

  it('is not good after seven days, and can be sent again, when the old one dies', async () => {
    await add('late');
    const first = await link('late');
    daysPass(7);
    expect((await new Visitor(casework.url).get(first)).status).toBe(200);
    daysPass(1);
    expect((await new Visitor(casework.url).get(first)).status).toBe(410);
    expect((await (await as('administrator-1')).get(`${PEOPLE}/late`)).text).toContain('did not choose');
    await press('late', 'invitation');
    const second = await link('late');
    await press('late', 'invitation');
    expect((await new Visitor(casework.url).get(second)).status).toBe(410);
    expect((await choosePassword('late'))[1].path).toBe('/worklist');
    expect(await mailedLinks(casework.agency, 'late')).toHaveLength(3);
  });

  it('can be withdrawn, and dies with the account', async () => {
    await add('unwanted');
    const first = await link('unwanted');
    expect((await press('unwanted', 'invitation/withdrawal')).text).toContain('was withdrawn');
    expect((await new Visitor(casework.url).get(first)).status).toBe(410);
    await press('unwanted', 'invitation');
    const second = await link('unwanted');
    const administrator = await as('administrator-1');
    await administrator.get(`${PEOPLE}/unwanted`);
    await administrator.send(`${PEOPLE}/unwanted`, person({ isActive: '' }));
    expect((await new Visitor(casework.url).get(second)).status).toBe(410);
  });

  it('follows the person to another address, and the one at the address before dies', async () => {
    await add('moved', { email: 'wrong@trat.example' });
    const first = await link('moved');
    const administrator = await as('administrator-1');
    await administrator.get(`${PEOPLE}/moved`);
    await administrator.send(`${PEOPLE}/moved`, person({ email: 'right@trat.example' }));
    expect((await new Visitor(casework.url).get(first)).status).toBe(410);
    expect((await choosePassword('moved'))[1].path).toBe('/worklist');
  });

  it('is found by nobody who makes up its token', async () => {
    for (const token of ['x', '../people', 'A'.repeat(43), '%00'])
      expect([404, 410]).toContain((await new Visitor(casework.url).get(`/invitation/${token}`)).status);
  });

  it('is in the database for nobody to read: neither its token nor a password', async () => {
    await add('private');
    const token = (await link('private')).split('/').at(-1) ?? '';
    for (const table of ['access_link', 'mail_outbox', 'ledger_entry', 'session']) {
      const rows = JSON.stringify(await casework.agency.databases.main.query(`SELECT * FROM ${table}`));
      const isThere = [token, Buffer.from(token, 'base64url').toString('hex')].some((one) =>
        rows.includes(one),
      );
      expect([table, isThere]).toEqual([table, false]);
    }
  });
});

describe('access that begins anew', () => {
  it('ends sessions and password at once, and the person goes on by the link', async () => {
    const officer = await as('officer-finance-2');
    expect((await press('officer-finance-2', 'reset')).text).toContain('signed out everywhere');
    expect((await officer.get('/worklist')).path).toContain('/sign-in');
    expect((await signIn('officer-finance-2', PASSWORD)).status).toBe(401);
    expect((await choosePassword('officer-finance-2'))[1].path).toBe('/worklist');
    expect((await signIn('officer-finance-2', NEW)).path).toBe('/worklist');
    expect(await facts('administration', 'officer-finance-2')).toEqual(['AccessReset']);
    expect(await facts('accounts', 'officer-finance-2')).toEqual(['SignedIn', 'AccessRegained', 'SignedIn']);
  });

  it('is for others only', async () => {
    const administrator = await as('administrator-1');
    expect((await administrator.get(`${PEOPLE}/administrator-1`)).text).not.toContain('begin anew');
    expect((await administrator.post(`${PEOPLE}/administrator-1/reset`, {})).status).toBe(404);
  });
});

describe('a password in the form', () => {
  it('is none of an administrator’s business any more', async () => {
    const administrator = await as('administrator-1');
    await administrator.get(`${PEOPLE}/desk-2`);
    await administrator.post(`${PEOPLE}/desk-2`, {
      ...(person({ roles: 'central-desk' }) as Record<string, string>),
      password: NEW,
    });
    expect((await signIn('desk-2', NEW)).status).toBe(401);
    expect((await signIn('desk-2', PASSWORD)).path).toBe('/worklist');
    expect((await findStaff(casework.agency.databases.main.manager, 'desk-2'))?.roles).toEqual([
      'central-desk',
    ]);
  });
});
