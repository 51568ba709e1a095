import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { addMs, epochMs } from '#domain/time/instant.js';
import { CaseworkForTests, PASSWORD } from '../../casework.fake.js';
import { Visitor, type Visited } from '../../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  const secondFactorRoles = ['custodian', 'auditor', 'administrator'] as const;
  casework = await CaseworkForTests.open({ secondFactorRoles });
}, 60_000);
afterAll(() => casework?.close());

/** Past the steps whose codes were used, and past the wait after wrong ones. */
const timePasses = (seconds = 90): void => {
  casework.agency.now = addMs(casework.agency.now, seconds * 1_000);
};
beforeEach(() => timePasses());

const PAGE = '/account/second-factor';
const CODE = '/sign-in/code';
const secretOn = ({ page }: Visited): string => page.querySelector('code')?.text.replace(/\s/g, '') ?? '';
const codeOf = (secret: string, stepsLater = 0): string =>
  generateSync({ secret, epoch: Math.floor(epochMs(casework.agency.now) / 1_000) + stepsLater * 30 });
const factsOf = async (who: string): Promise<string[]> => {
  const rows: { type: string }[] = await casework.agency.databases.main.query(
    `SELECT type FROM ledger_entry WHERE stream = 'accounts' AND actor = $1 ORDER BY seq`,
    [`staff:${who}`],
  );
  return rows.map(({ type }) => type);
};

interface Enrolled {
  visitor: Visitor;
  secret: string;
  recoveryCodes: string[];
}
async function enrol(who: string): Promise<Enrolled> {
  const visitor = await Visitor.signedIn(casework.url, who);
  const secret = secretOn(await visitor.get(PAGE));
  const { page, text } = await visitor.send(PAGE, { code: codeOf(secret) });
  expect(text).toContain('Your recovery codes');
  const recoveryCodes = page.querySelectorAll('.recovery-codes code').map((code) => code.text);
  return { visitor, secret, recoveryCodes };
}
/** Up to the page that asks for the code. */
const withPassword = (who: string): Promise<Visitor> => Visitor.signedIn(casework.url, who);
const api = (body: Record<string, unknown>): Promise<Response> =>
  fetch(`${casework.url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD, ...body }),
  });
const problemOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
];

describe('somebody whose role needs a second factor', () => {
  it('is led to set it up right after the password, and can do nothing else before', async () => {
    const auditor = new Visitor(casework.url);
    await auditor.get('/sign-in?lang=en&to=/cases');
    const led = await auditor.send('/sign-in', { username: 'auditor-1', password: PASSWORD });
    expect([led.path, led.text]).toEqual([PAGE, expect.stringContaining('Your role needs a second factor')]);
    for (const path of ['/', '/worklist', '/cases', '/ledger', '/account', '/account/password'])
      expect((await auditor.get(path)).path).toBe(PAGE);
    expect((await auditor.post('/verify-ledger', {})).path).toBe(PAGE);
    expect(led.page.querySelector('.qr-code svg')).not.toBeNull();
    expect(led.page.querySelector('[style]')).toBeNull();

    const wrong = await auditor.send(PAGE, { code: '000000' });
    expect([wrong.status, secretOn(wrong)]).toEqual([400, secretOn(led)]);
    const done = await auditor.send(PAGE, { code: codeOf(secretOn(led)) });
    expect(done.page.querySelectorAll('.recovery-codes code')).toHaveLength(10);
    expect((await auditor.get('/cases')).path).toBe('/cases');
    expect(await factsOf('auditor-1')).toEqual(['SignedIn', 'SecondFactorEnrolled']);
  });

  it('may sign out before', async () => {
    const custodian = await withPassword('custodian-1');
    expect((await custodian.send('/sign-out', {})).path).toBe('/sign-in');
  });

  it('is told so by the API, which gives no way in before', async () => {
    const answer = await api({ username: 'administrator-1' });
    const { token } = (await answer.json()) as { token: string };
    const asked = await fetch(`${casework.url}/api/v1/tasks`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await problemOf(asked)).toEqual([403, 'second-factor-needed']);
    const page = await fetch(`${casework.url}/worklist`, { headers: { authorization: `Bearer ${token}` } });
    expect(page.status).toBe(403);
  });

  it('is led to set up another when the one there is was removed', async () => {
    const { visitor } = await enrol('administrator-2');
    await visitor.get(PAGE);
    expect((await visitor.send(`${PAGE}/removal`, {})).text).toContain('Your role needs a second factor');
    expect((await visitor.get('/worklist')).path).toBe(PAGE);
  });
});

describe('somebody else', () => {
  it('needs none, and may have one', async () => {
    const desk = await withPassword('desk-2');
    expect((await desk.get('/worklist')).path).toBe('/worklist');
    const { visitor } = await enrol('desk-2');
    await visitor.get(PAGE);
    const without = await visitor.send(`${PAGE}/removal`, {});
    expect([without.path, without.text]).toEqual([
      '/account?done=removed',
      expect.stringContaining('Your second factor was removed'),
    ]);
    expect((await (await withPassword('desk-2')).get('/worklist')).path).toBe('/worklist');
  });
});

describe('signing in with a second factor', () => {
  let enrolled: Enrolled;
  beforeAll(async () => {
    timePasses();
    enrolled = await enrol('desk-1');
  });
  const signIn = async (code: string): Promise<Visited> =>
    (await withPassword('desk-1')).send(CODE, { code });

  it('asks for the code, and opens nothing before', async () => {
    const desk = new Visitor(casework.url);
    await desk.get('/sign-in?lang=en&to=/cases');
    const asked = await desk.send('/sign-in', { username: 'desk-1', password: PASSWORD });
    expect(asked.path).toBe(CODE);
    expect((await desk.get('/cases')).path).toContain('/sign-in?to=');
    await desk.get(CODE);
    expect((await desk.send(CODE, { code: codeOf(enrolled.secret) })).path).toBe('/cases');
  });

  it('takes each code once, also of the step before and the step after, and none further away', async () => {
    expect((await signIn(codeOf(enrolled.secret, -1))).path).toBe('/worklist');
    expect((await signIn(codeOf(enrolled.secret, -1))).status).toBe(401);
    expect((await signIn(codeOf(enrolled.secret, 1))).path).toBe('/worklist');
    // It is older than the one that was used.
    expect((await signIn(codeOf(enrolled.secret))).status).toBe(401);
    timePasses(300);
    for (const steps of [-2, 2]) {
      timePasses(900);
      expect((await signIn(codeOf(enrolled.secret, steps))).status).toBe(401);
    }
  });

  it('takes each recovery code once, however it is typed, and says so in the ledger', async () => {
    const [first = '', second = ''] = enrolled.recoveryCodes;
    expect((await signIn(first.toLowerCase().replaceAll('-', ' '))).path).toBe('/worklist');
    expect((await signIn(first)).status).toBe(401);
    const desk = await withPassword('desk-1');
    expect((await desk.send(CODE, { code: second })).path).toBe('/worklist');
    expect((await desk.get('/account')).text).toContain('Recovery codes left: 8');
    expect((await factsOf('desk-1')).filter((type) => type === 'RecoveryCodeUsed')).toHaveLength(2);
  });

  it('makes who guesses codes wait, however often the right password is given, and nobody at another account', async () => {
    for (const status of [401, 401, 401, 429]) expect((await signIn('123456')).status).toBe(status);
    expect((await signIn(codeOf(enrolled.secret))).status).toBe(429);
    timePasses(900);
    expect((await signIn(codeOf(enrolled.secret))).path).toBe('/worklist');
  });

  it('lets guesses that are sent at once wait for each other', async () => {
    const visitors: Visitor[] = [];
    for (let count = 0; count < 6; count += 1) visitors.push(await withPassword('desk-1'));
    const answers = await Promise.all(visitors.map((one) => one.send(CODE, { code: '654321' })));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(3);
    timePasses(900);
  });

  it('asks anew when the code comes ten minutes late', async () => {
    const desk = await withPassword('desk-1');
    timePasses(600);
    expect((await desk.send(CODE, { code: codeOf(enrolled.secret) })).path).toBe('/sign-in');
    expect((await new Visitor(casework.url).get(CODE)).path).toBe('/sign-in');
  });

  it('is asked for by the API too', async () => {
    const username = 'desk-1';
    expect(await problemOf(await api({ username }))).toEqual([401, 'code-needed']);
    expect(await problemOf(await api({ username, totp: '000000' }))).toEqual([401, 'unauthorized']);
    timePasses(900);
    const totp = codeOf(enrolled.secret);
    expect((await api({ username, totp })).status).toBe(201);
    expect((await api({ username, totp })).status).toBe(401);
  });

  it('is part of confirming who is there', async () => {
    const desk = await withPassword('desk-1');
    await desk.send(CODE, { code: codeOf(enrolled.secret) });
    timePasses(360);
    await desk.get('/account/password');
    const confirm = (code: string): Promise<Visited> =>
      desk.send('/confirm-it-is-you', { 'confirm-password': PASSWORD, 'confirm-code': code });
    for (const code of ['', '000000'])
      expect((await confirm(code)).text).toContain('The password or the code is wrong');
    timePasses(900);
    expect((await confirm(codeOf(enrolled.secret))).path).toBe('/account/password');
  });

  it('goes on with new recovery codes, and the old ones are worth nothing', async () => {
    const desk = await withPassword('desk-1');
    await desk.send(CODE, { code: codeOf(enrolled.secret) });
    await desk.get(PAGE);
    const { page } = await desk.send(`${PAGE}/recovery-codes`, {});
    const codes = page.querySelectorAll('.recovery-codes code').map((code) => code.text);
    expect((await signIn(enrolled.recoveryCodes[5] ?? '')).status).toBe(401);
    expect((await signIn(codes[5] ?? '')).path).toBe('/worklist');
  });

  it('keeps neither secret nor recovery codes in clear', async () => {
    const tables = ['second_factor', 'recovery_code', 'session', 'ledger_entry'];
    for (const table of tables) {
      const rows = JSON.stringify(await casework.agency.databases.main.query(`SELECT * FROM ${table}`));
      for (const text of [enrolled.secret, ...enrolled.recoveryCodes])
        expect([table, rows.includes(text) || rows.includes(Buffer.from(text).toString('hex'))]).toEqual([
          table,
          false,
        ]);
    }
  });
});
