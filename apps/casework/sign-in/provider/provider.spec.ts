import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { addMs, epochMs } from '#domain/time/instant.js';
import { changeStaff } from '#persistence/staff-store.js';
import { freePorts } from '../../../../infra/start/ports.js';
import { CaseworkForTests } from '../../casework.fake.js';
import { linkInMail } from '../../invited.fake.js';
import { Visitor, type Visited } from '../../visitor.fake.js';
import { IdentityProviderForTests, type KnownPerson } from './identity-provider.fake.js';

let casework: CaseworkForTests;
let provider: IdentityProviderForTests;
beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  provider = await IdentityProviderForTests.open(`http://127.0.0.1:${port}/sign-in/provider/callback`);
  casework = await CaseworkForTests.open({
    port,
    secondFactorRoles: ['custodian', 'auditor', 'administrator'],
    identityProvider: provider.settings,
  });
}, 60_000);
afterAll(async () => {
  await casework?.close();
  await provider?.close();
});
beforeEach(() => minutesPass(2));

const minutesPass = (minutes: number): void => {
  casework.agency.now = addMs(casework.agency.now, minutes * 60_000);
};
const manager = () => casework.agency.databases.main.manager;
/** Somebody at the provider, who comes to the sign-in page. */
async function come(
  subject: string | null,
  person: KnownPerson = { email: '' },
  to = '/worklist',
): Promise<[Visitor, Visited]> {
  const visitor = new Visitor(casework.url);
  await visitor.get('/sign-in?lang=en');
  return [visitor, await throughProvider(visitor, subject, person, `/sign-in/provider?to=${to}`)];
}
async function throughProvider(
  visitor: Visitor,
  subject: string | null,
  person: KnownPerson,
  path: string,
): Promise<Visited> {
  provider.signedIn = subject;
  if (subject !== null) provider.people.set(subject, person);
  return visitor.get(await provider.goThrough(await visitor.leave(path)));
}
const secretOn = ({ page }: Visited): string => page.querySelector('code')?.text.replace(/\s/g, '') ?? '';
const codeOf = (secret: string): string =>
  generateSync({ secret, epoch: Math.floor(epochMs(casework.agency.now) / 1_000) });
const desk = { email: 'Desk-1@trat.example' };

describe('signing in with the identity provider', () => {
  it('is offered by its name, asks with PKCE, state and nonce, and brings in whom an administrator knows', async () => {
    const visitor = new Visitor(casework.url);
    const { page } = await visitor.get('/sign-in?lang=en&to=/cases');
    expect(page.querySelector('#provider')?.text).toBe('Sign in with ThaID');
    const asked = new URL(await visitor.leave(page.querySelector('#provider')?.getAttribute('href') ?? ''));
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await throughProvider(visitor, 'p-1', desk, '/sign-in/provider?to=/cases')).path).toBe('/cases');
    const rows: { type: string }[] = await manager().query(
      `SELECT type FROM ledger_entry WHERE stream = 'accounts' AND actor = 'staff:desk-1' ORDER BY seq`,
    );
    expect(rows.map(({ type }) => type)).toEqual(['ProviderLinked', 'SignedIn']);
  });

  it('knows the person by the subject from then on, whatever the address', async () => {
    await come('p-2', { email: 'desk-2@trat.example' });
    expect((await come('p-2', { email: 'somebody-else@trat.example' }))[1].path).toBe('/worklist');
    // Somebody else with the address of an account that is linked is not let in to it.
    const [, other] = await come('p-3', { email: 'desk-2@trat.example' });
    expect([other.path.split('&')[0], other.text]).toEqual([
      '/sign-in?provider=unknown',
      expect.stringContaining('no account here'),
    ]);
  });

  it.each([
    ['whose address no account has', { email: 'nobody@trat.example' }],
    ['whose address is not verified', { email: 'head-finance@trat.example', isVerified: false }],
  ])('makes no account of somebody %s', async (_, person) => {
    const count = (): Promise<unknown> => manager().query('SELECT count(*) FROM staff');
    const before = await count();
    expect((await come('p-4', person))[1].path).toContain('/sign-in?provider=unknown');
    expect(await count()).toEqual(before);
  });

  it('lets in nobody to an account that was closed, nor to one of two with one address', async () => {
    await changeStaff(manager(), 'officer-finance-1', { isActive: false });
    const email = 'officer-finance-1@trat.example';
    expect((await come('p-5', { email }))[1].path).toContain('provider=unknown');
    for (const id of ['officer-strategy-1', 'officer-strategy-2'])
      await changeStaff(manager(), id, { email: 'shared@trat.example' });
    expect((await come('p-6', { email: 'shared@trat.example' }))[1].path).toContain('provider=unknown');
    expect((await come('p-1', desk))[1].path).toBe('/worklist');
    await changeStaff(manager(), 'desk-1', { isActive: false });
    expect((await come('p-1', desk))[1].path).toContain('provider=unknown');
    await changeStaff(manager(), 'desk-1', { isActive: true });
  });

  it('comes back from somebody who turned back, or with what was not asked, to the sign-in page', async () => {
    expect((await come(null))[1].text).toContain('did not come to an end');
    const visitor = new Visitor(casework.url);
    provider.signedIn = 'p-1';
    const back = await provider.goThrough(await visitor.leave('/sign-in/provider?to=/worklist'));
    const forged = await visitor.get(back.replace(/state=[^&]+/, 'state=forged'));
    expect(forged.path).toContain('/sign-in?provider=failed');
    // What was on its way is used up, and another browser never had it.
    expect((await visitor.get(back)).path).toBe('/sign-in');
    expect((await new Visitor(casework.url).get(back)).path).toBe('/sign-in');
  });

  it('opens an account to which an invitation is on its way, and the link is worth nothing then', async () => {
    await changeStaff(manager(), 'head-office', { passwordHash: null });
    const administrator = await enrolled();
    await administrator.get('/administration/people/head-office');
    await administrator.send('/administration/people/head-office/invitation', {});
    expect(await linkInMail(casework.agency, 'head-office')).not.toBeNull();
    expect((await come('p-7', { email: 'head-office@trat.example' }))[1].path).toBe('/worklist');
    expect(await linkInMail(casework.agency, 'head-office')).toBeNull();
  });
});

async function enrolled(): Promise<Visitor> {
  const administrator = await Visitor.signedIn(casework.url, 'administrator-1');
  const secret = secretOn(await administrator.get('/account/second-factor'));
  await administrator.send('/account/second-factor', { code: codeOf(secret) });
  return administrator;
}

describe('the second factor of who comes by the provider', () => {
  it('is asked for here where the role needs one: to be set up first, and then each time', async () => {
    const auditor = { email: 'auditor-1@trat.example' };
    const [visitor, led] = await come('p-8', auditor, '/cases');
    expect(led.path).toBe('/account/second-factor');
    const secret = secretOn(led);
    await visitor.send('/account/second-factor', { code: codeOf(secret) });
    minutesPass(2);
    const [again, asked] = await come('p-8', auditor, '/cases');
    expect([asked.path, (await again.get('/cases')).path.split('?')[0]]).toEqual([
      '/sign-in/code',
      '/sign-in',
    ]);
    await again.get('/sign-in/code');
    expect((await again.send('/sign-in/code', { code: codeOf(secret) })).path).toBe('/cases');
  });

  it('is the provider’s where it says that it asked for one', async () => {
    const person = { email: 'auditor-2@trat.example' };
    expect((await come('p-9', { ...person, amr: ['pwd'] }, '/cases'))[1].path).toBe('/account/second-factor');
    expect((await come('p-9', { ...person, amr: ['pwd', 'mfa'] }, '/cases'))[1].path).toBe('/cases');
  });
});

describe('confirming who is there without a password', () => {
  const person = { email: 'administrator-2@trat.example', amr: ['mfa'] };
  beforeAll(() => changeStaff(manager(), 'administrator-2', { passwordHash: null }));

  it('goes by the provider, and leads back', async () => {
    const [visitor] = await come('p-10', person);
    expect((await visitor.get('/administration/people')).path).toBe('/administration/people');
    minutesPass(6);
    const asked = await visitor.get('/administration/people');
    const href = asked.page.querySelector('#provider')?.getAttribute('href')?.replaceAll('&amp;', '&') ?? '';
    expect(new URL(await visitor.leave(href)).searchParams.get('prompt')).toBe('login');
    const back = await throughProvider(visitor, 'p-10', person, href);
    expect(back.path).toBe('/administration/people');
  });

  it('keeps what was typed in a form', async () => {
    const [visitor] = await come('p-10', person);
    await visitor.get('/administration/units');
    await visitor.get('/account/password');
    minutesPass(6);
    const password = 'ทะเลหมอกบนเขาสูง 2569';
    const asked = await visitor.send('/account/password', { password, repeated: password });
    expect([asked.status, asked.text]).toEqual([403, expect.stringContaining('in a new tab')]);
    const otherTab =
      asked.page.querySelector('#provider')?.getAttribute('href')?.replaceAll('&amp;', '&') ?? '';
    provider.signedIn = 'p-10';
    await visitor.leave(await provider.goThrough(await visitor.leave(otherTab)));
    expect((await visitor.send('/account/password', {})).path).toBe('/account?done=password');
  });

  it('is not done by somebody else', async () => {
    const [visitor] = await come('p-1', desk);
    const answer = await throughProvider(
      visitor,
      'p-2',
      { email: '' },
      '/sign-in/provider?confirm=yes&to=/account',
    );
    expect(answer.status).toBe(403);
  });
});
