import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addMs } from '#domain/time/instant.js';
import { CaseworkForTests, PASSWORD } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const minutesPass = (minutes: number): void => {
  casework.agency.now = addMs(casework.agency.now, minutes * 60_000);
};
const right = { 'confirm-password': PASSWORD };
const PEOPLE = '/administration/people';
const CONFIRM = '/confirm-it-is-you';
const newcomer = (username: string): Record<string, string | string[]> => ({
  username,
  name: 'นายมาใหม่ ใจดี',
  position: 'นักวิชาการ',
  email: 'newcomer@trat.example',
  unit: 'finance',
  roles: ['officer', 'head-of-unit'],
  personnelRegime: 'ocsc',
  isActive: 'yes',
});

describe('a sensitive page', () => {
  let administrator: Visitor;
  beforeEach(async () => {
    administrator = await Visitor.signedIn(casework.url, 'administrator-1');
  });

  it('is open for five minutes after the password, and then asks for it and leads back', async () => {
    expect((await administrator.get(PEOPLE)).path).toBe(PEOPLE);
    minutesPass(4);
    expect((await administrator.get(PEOPLE)).path).toBe(PEOPLE);
    minutesPass(1);
    const asked = await administrator.get(`${PEOPLE}/desk-1`);
    expect([asked.path, asked.text]).toEqual([
      `${CONFIRM}?to=${encodeURIComponent(`${PEOPLE}/desk-1`)}`,
      expect.stringContaining('Show that it is you'),
    ]);
    const back = await administrator.send(CONFIRM, right);
    expect([back.status, back.path]).toEqual([200, `${PEOPLE}/desk-1`]);
    minutesPass(4);
    expect((await administrator.get(PEOPLE)).path).toBe(PEOPLE);
  });

  it('keeps what was typed while the five minutes ran out, and is sent what was typed', async () => {
    await administrator.get(PEOPLE);
    minutesPass(6);
    const asked = await administrator.send(PEOPLE, newcomer('newcomer-1'));
    expect([asked.status, asked.text]).toEqual([403, expect.stringContaining('What you typed is kept')]);
    const wrong = await administrator.send(CONFIRM, { 'confirm-password': 'not this one' });
    expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('The password is wrong')]);
    const done = await administrator.send(CONFIRM, right);
    expect([done.status, done.path, done.text]).toEqual([
      200,
      `${PEOPLE}?done=done`,
      expect.stringContaining('นายมาใหม่'),
    ]);
    const rows: { roles: string[] }[] = await casework.agency.databases.main.query(
      `SELECT roles FROM staff WHERE id = 'newcomer-1'`,
    );
    expect(rows).toEqual([{ roles: ['officer', 'head-of-unit'] }]);
  });

  it('is not opened by a forged form, nor leads outside', async () => {
    minutesPass(6);
    const forged = new URLSearchParams({ 'confirm-password': PASSWORD, 'confirm-to': PEOPLE });
    expect((await administrator.fetch(CONFIRM, 'POST', forged)).status).toBe(403);
    const { page } = await administrator.get(`${CONFIRM}?to=//evil.example`);
    expect(page.querySelector('input[name=confirm-to]')?.getAttribute('value')).toBe('/');
  });

  it('makes who guesses wait, as signing in does', async () => {
    minutesPass(50);
    await administrator.get(`${CONFIRM}?to=${PEOPLE}`);
    for (const status of [401, 401, 401, 429])
      expect((await administrator.send(CONFIRM, { 'confirm-password': 'x' })).status).toBe(status);
    expect((await administrator.send(CONFIRM, right)).status).toBe(429);
    minutesPass(1);
    expect((await administrator.send(CONFIRM, right)).path).toBe(PEOPLE);
  });

  it('records that somebody showed it once more', async () => {
    minutesPass(6);
    await administrator.get(PEOPLE);
    await administrator.send(CONFIRM, right);
    const rows: unknown[] = await casework.agency.databases.main.query(
      `SELECT 1 FROM ledger_entry WHERE stream = 'accounts' AND type = 'IdentityConfirmed' AND at = $1`,
      [casework.agency.now],
    );
    expect(rows).toHaveLength(1);
  });
});

describe('a sensitive route of the API', () => {
  const statusOf = async (answer: Promise<Response>): Promise<[number, string]> => {
    const { status, headers } = await answer.then();
    return [status, headers.get('content-type') ?? ''];
  };
  const confirm = (password: string): Promise<Response> =>
    casework.api('auditor-1', 'POST', '/api/v1/sessions/confirmation', { password });

  it('says that a confirmation is needed, and is open for five minutes after it', async () => {
    const download = (): Promise<Response> => casework.api('auditor-1', 'GET', '/export.csv');
    expect((await download()).status).toBe(200);
    minutesPass(6);
    const refused = await download();
    expect(refused.status).toBe(403);
    expect((await confirm('not the password')).status).toBe(403);
    expect((await download()).status).toBe(403);
    expect((await confirm(PASSWORD)).status).toBe(204);
    expect(await statusOf(download())).toEqual([200, 'text/csv; charset=utf-8']);
    minutesPass(6);
    expect((await download()).status).toBe(403);
  });

  it('is told in the body which problem it is', async () => {
    const answer = await confirm('not the password');
    expect(await answer.json()).toMatchObject({ code: 'not-confirmed', status: 403 });
    expect((await casework.api('auditor-1', 'POST', '/api/v1/sessions/confirmation', {})).status).toBe(422);
  });
});
