import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { addMs, epochMs, HOUR_MS } from '#domain/time/instant.js';
import { firstAdministratorToken } from '#persistence/first-administrator-link.js';
import { findStaff } from '#persistence/staff-store.js';
import { CaseworkForTests, PASSWORD } from '../../casework.fake.js';
import { Visitor, type Visited } from '../../visitor.fake.js';

let casework: CaseworkForTests;
beforeEach(async () => {
  const secondFactorRoles = ['custodian', 'auditor', 'administrator'] as const;
  casework = await CaseworkForTests.open({ secondFactorRoles });
}, 60_000);
afterEach(() => casework?.close());

const NEW = 'ทะเลหมอกบนเขาสูง 2569';
const token = (options: Parameters<typeof firstAdministratorToken>[3] = {}): Promise<string | null> => {
  const { databases, now } = casework.agency;
  return firstAdministratorToken(databases, now, databases.sealOf, options);
};
const nobodyIsThere = (): Promise<unknown> => casework.agency.databases.main.query('DELETE FROM staff');
const hoursPass = (hours: number): void => {
  casework.agency.now = addMs(casework.agency.now, hours * HOUR_MS);
};
const first = {
  ...{ username: 'somsri', name: 'นางสมศรี ดูแลดี', position: 'นักวิชาการคอมพิวเตอร์' },
  ...{ email: 'somsri@trat.example', unit: 'strategy', password: NEW, repeated: NEW },
};
async function begin(link: string | null, fields: Record<string, string> = {}): Promise<[Visitor, Visited]> {
  const visitor = new Visitor(casework.url);
  await visitor.get(`/invitation/${link}?lang=en`);
  return [visitor, await visitor.send('/invitation', { ...first, ...fields })];
}
const types = async (stream: string): Promise<string[]> => {
  const rows: { type: string }[] = await casework.agency.databases.main.query(
    `SELECT type FROM ledger_entry WHERE stream = $1 ORDER BY seq`,
    [stream],
  );
  return rows.map(({ type }) => type);
};

describe('an agency in which nobody can administer', () => {
  beforeEach(nobodyIsThere);

  it('begins with the link: account, second factor, then everything', async () => {
    const [visitor, led] = await begin(await token());
    expect(led.path).toBe('/account/second-factor');
    const secret = led.page.querySelector('code')?.text.replace(/\s/g, '') ?? '';
    const code = generateSync({ secret, epoch: Math.floor(epochMs(casework.agency.now) / 1_000) });
    expect((await visitor.send('/account/second-factor', { code })).text).toContain('Your recovery codes');
    expect((await visitor.get('/administration/people')).text).toContain('นางสมศรี ดูแลดี');
    expect((await findStaff(casework.agency.databases.main.manager, 'somsri'))?.roles).toEqual([
      'administrator',
    ]);
    expect(await types('administration')).toEqual(['FirstAdministratorLinkMade', 'FirstAdministratorAdded']);
    expect(await types('accounts')).toEqual(['InvitationAccepted', 'SecondFactorEnrolled']);
    expect(await token()).toBeNull();
  });

  it('gets another link at each start until one is used, and the one before dies', async () => {
    const [before, after] = [await token(), await token()];
    expect((await new Visitor(casework.url).get(`/invitation/${before}`)).status).toBe(410);
    expect((await begin(after))[1].path).toBe('/account/second-factor');
    expect((await new Visitor(casework.url).get(`/invitation/${after}`)).status).toBe(410);
  });

  it('waits a day for it to be used', async () => {
    const link = await token();
    hoursPass(23);
    expect((await new Visitor(casework.url).get(`/invitation/${link}`)).status).toBe(200);
    hoursPass(1);
    expect((await new Visitor(casework.url).get(`/invitation/${link}`)).status).toBe(410);
  });

  it.each([
    ['username', 'Som Sri'],
    ['name', ''],
    ['email', 'somsri'],
    ['unit', 'nowhere'],
    ['password', 'short'],
  ])('is told what is wrong with %s, and has not used the link up', async (field, value) => {
    const link = await token();
    const [, wrong] = await begin(link, { [field]: value });
    expect([wrong.status, wrong.page.querySelector(`#${field}-error`) === null]).toEqual([400, false]);
    expect((await begin(link))[1].path).toBe('/account/second-factor');
  });
});

describe('an agency that is administered', () => {
  it('gets no link, unless the operator asks for one', async () => {
    expect(await token()).toBeNull();
    const link = await token({ isAsked: true });
    expect((await begin(link))[1].path).toBe('/account/second-factor');
    expect(await types('administration')).toContain('FirstAdministratorLinkMade');
  });
});

describe('a data folder that was a demonstration', () => {
  const accounts = ['administrator-1', 'administrator-2', 'desk-1'];
  beforeEach(() => {
    const listed = accounts.map((username) => ({
      username,
      password: PASSWORD,
      role: 'officer',
      unit: 'finance',
    }));
    writeFileSync(
      join(casework.agency.databases.dataDir, 'demonstration-accounts.json'),
      JSON.stringify(listed),
    );
  });

  it('opens none of its accounts in production, and counts none of its administrators', async () => {
    for (const username of accounts) {
      const visitor = new Visitor(casework.url);
      await visitor.get('/sign-in');
      expect((await visitor.send('/sign-in', { username, password: PASSWORD })).status).toBe(401);
    }
    const api = await fetch(`${casework.url}/api/v1/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'desk-1', password: PASSWORD }),
    });
    expect(api.status).toBe(401);
    expect(await token({ unusable: accounts })).not.toBeNull();
  });
});
