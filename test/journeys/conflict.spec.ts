import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { openPackage } from '../../apps/casework/hand-over/opened-package.builder.js';
import { DEMONSTRATION_PEOPLE } from '../../infra/start/demonstration-people.js';
import { openBrowser, openPhone } from '../support/browser.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { anonymousComplaint, Complainant } from './complainant.js';
import { Staff } from './staff.js';
import { Walk } from './walk.js';

const inBrowser = process.env['CHROMIUM_PATH'] === undefined ? describe.skip : describe;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
}, 240_000);
afterAll(() => stack?.stop());

describe('an accused head of unit', () => {
  it('is skipped on the way and sees nothing, from filing on', async () => {
    const account = (role: string, unit?: string) =>
      stack.accounts.find((one) => one.role === role && (unit === undefined || one.unit === unit))!;
    const signIn = (role: string, unit?: string): Promise<Staff> =>
      Staff.signIn(stack.caseworkUrl, account(role, unit));
    const before = await signIn('head-of-unit', 'finance');
    const { id, name } = DEMONSTRATION_PEOPLE.find((one) => one.id === before.account.username)!;

    const filed = await new Complainant(stack.publicUrl).file({
      ...anonymousComplaint,
      details: `${anonymousComplaint.details} ผู้เรียกรับเงินคือ ${name}`,
    });
    const desk = await signIn('central-desk');
    await until(async () => (await desk.get(`complaints/${filed.reference}`)).status === 200);
    const toTheirs = await desk.post(filed.reference, 'accept', { unit: 'finance' });
    expect(await toTheirs.text()).toContain('UnitNotAvailable');
    await desk.give(filed.reference, 'accept', { unit: 'strategy' });
    await stack.advance(30);
    const accused = await signIn('head-of-unit', 'finance');

    const unknown = await accused.get('complaints/TRT-69-0000-0000');
    const hidden = await accused.get(`complaints/${filed.reference}`);
    expect(hidden.status).toBe(404);
    expect(unknown.status).toBe(404);
    const withoutReference = async (answer: Response): Promise<string> =>
      (await answer.text()).replaceAll(/TRT-69-[0-9A-Z-]+/g, 'REFERENCE');
    expect(await withoutReference(hidden)).toBe(await withoutReference(unknown));
    expect(await (await accused.get('tasks')).text()).not.toContain(filed.reference);
    expect(await (await accused.get('complaints')).text()).not.toContain(filed.reference);
    const assigning = await accused.post(filed.reference, 'assign', { officer: 'anyone' });
    expect(assigning.status).toBe(404);

    const mails = await stack.mails();
    const toAccused = mails.filter(({ to }) => to.some((address) => address.startsWith(`${id}@`)));
    expect(toAccused.filter(({ text }) => text.includes(filed.reference))).toEqual([]);
    const governor = await signIn('head-of-agency');
    expect((await governor.get(`complaints/${filed.reference}`)).status).toBe(200);
  }, 120_000);
});

inBrowser('an accused head of the agency', () => {
  let browser: Browser;
  let walk: Walk;
  beforeAll(async () => {
    browser = await openBrowser();
    walk = new Walk(stack, browser);
  }, 60_000);
  afterAll(() => browser?.close());

  it('sees nothing while the desk makes a sealed package and hands the case to the outside body', async () => {
    const { name } = DEMONSTRATION_PEOPLE.find(({ id }) => id === 'governor')!;
    const details = `ผู้เรียกรับเงินคือ ${name}`;
    const filed = await new Complainant(stack.publicUrl).file({ ...anonymousComplaint, details });
    const { reference } = filed;
    const desk = await walk.signIn('desk-1');
    await until(async () => {
      await desk.goto(`${stack.caseworkUrl}/cases/${reference}`);
      return (await desk.locator(`a[href="/cases/${reference}/package"]`).count()) === 1;
    });
    await desk.click(`a[href="/cases/${reference}/package"]`);
    await walk.look(desk);
    const identity = await generateX25519Identity();
    await desk.fill('#purpose', 'ส่งให้พิจารณาแทนหน่วยงาน');
    await desk.fill('#recipient', 'age1wrong');
    await walk.goOn(desk);
    await walk.look(desk);
    expect(await desk.textContent('.govuk-error-summary')).toContain('กุญแจสาธารณะไม่ถูกต้อง');
    await desk.fill('#recipient', await identityToRecipient(identity));
    const download = desk.waitForEvent('download');
    await desk.click('main form button');
    const file = await download;
    expect(file.suggestedFilename()).toBe(`${reference}.zip.age`);
    const sealed = readFileSync(await file.path());
    const hash = createHash('sha256').update(sealed).digest('hex');
    const files = await openPackage(sealed, { identity });
    expect(files.get('01-complaint.txt')?.toString('utf8')).toContain(details);
    expect(files.get('00-cover-letter.html')?.toString('utf8')).toContain('ส่งให้พิจารณาแทนหน่วยงาน');

    await walk.see(desk, `cases/${reference}/package`);
    expect(await desk.textContent('main')).toContain(hash);
    await walk.act(desk, reference, 'hand-to-outside-body', {
      carrier: 'นางสาวปริยากร นักวิชาการศูนย์ดำรงธรรม',
      receiver: 'นางรับเรื่อง เลขรับ 15/2569',
    });
    expect(await desk.textContent('main')).toContain(hash);
    const auditor = await Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(({ username }) => username === 'auditor-1')!,
    );
    const handedOver = (await auditor.history(reference)).find(({ type }) => type === 'HandedToOutsideBody');
    expect(handedOver).toMatchObject({ actor: 'staff:desk-1', body: { packageHash: hash } });

    const accused = await Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(({ username }) => username === 'governor')!,
    );
    for (const path of ['', '/package', '/hand-to-outside-body'])
      expect([path, (await accused.page(`/cases/${reference}${path}`)).status]).toEqual([path, 404]);

    const phone = await openPhone(browser);
    await walk.track(phone, reference, filed.receiptCode);
    const told = (await phone.textContent('main')) ?? '';
    expect(told).toContain('ส่งมอบหน่วยงานภายนอก');
    for (const word of [hash, 'SHA-256', 'ปริยากร', 'นางรับเรื่อง']) expect(told).not.toContain(word);
    expect(walk.faults).toEqual([]);
  }, 180_000);
});
