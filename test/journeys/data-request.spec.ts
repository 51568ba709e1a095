import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPhone } from '../support/browser.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { Complainant } from './complainant.js';
import { Staff } from './staff.js';
import { Walk } from './walk.js';

const NAME = 'นางสาวสมหญิง ขอข้อมูล';
const MAILBOX = 'somying@example.org';
const ASKED = 'ขอทราบข้อมูลที่หน่วยงานเก็บเกี่ยวกับข้าพเจ้า จากการใช้บริการเมื่อเดือนมกราคม';
const ANSWER = 'หน่วยงานเก็บชื่อและอีเมลของท่านไว้จากการใช้บริการ และจะลบเมื่อครบสองปี';
const NEUTRAL = 'หน่วยงานไม่ยืนยันและไม่ปฏิเสธ';

let stack: Stack;
let browser: Browser;
let walk: Walk;

interface Receipt {
  reference: string;
  code: string;
}

/** A telephone whose browser runs no script of the page. */
async function ask(phone: Page): Promise<Receipt> {
  await phone.goto(`${stack.publicUrl}/my-data`);
  await walk.look(phone);
  await phone.fill('#name', NAME);
  await phone.fill('#email', MAILBOX);
  await phone.fill('#asked', ASKED);
  await phone.click('#question button.govuk-button');
  await walk.look(phone);
  const textOf = async (selector: string): Promise<string> =>
    (await phone.locator(selector).innerText()).trim();
  return { reference: await textOf('.govuk-panel strong'), code: await textOf('.receipt-code') };
}

async function read(phone: Page, { reference, code }: Receipt): Promise<void> {
  await phone.goto(`${stack.publicUrl}/my-data/answer`);
  await walk.look(phone);
  await phone.fill('#reference', reference);
  await phone.fill('#code', code);
  await phone.click('main form button.govuk-button');
  await walk.look(phone);
}

/** Fills the form of the step on the page of the request, and sends it. */
async function send(
  page: Page,
  reference: string,
  step: string,
  fields: Record<string, string>,
): Promise<void> {
  await walk.see(page, `data-requests/${reference}`);
  const form = page.locator(`form[action="/data-requests/${reference}/${step}"]`);
  for (const [name, value] of Object.entries(fields))
    if (name === 'kind') await form.locator(`[value="${value}"]`).check();
    else await form.locator(`[name="${name}"]`).fill(value);
  await form.locator('button').click();
  await walk.look(page);
}

const inBrowser = process.env['CHROMIUM_PATH'] === undefined ? describe.skip : describe;

inBrowser('whoever asks for the own data', () => {
  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
    walk = new Walk(stack, browser);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });
  let receipt: Receipt;
  let custodian: Page;
  let phone: Page;

  it('asks without an account or a script, and the request reaches the custodians by mail', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
      locale: 'th-TH',
    });
    const plain = await context.newPage();
    await plain.goto(`${stack.publicUrl}/my-data`);
    await plain.fill('#name', NAME);
    await plain.fill('#email', MAILBOX);
    await plain.fill('#asked', ASKED);
    await plain.click('#question button.govuk-button');
    receipt = {
      reference: (await plain.locator('.govuk-panel strong').innerText()).trim(),
      code: (await plain.locator('.receipt-code').innerText()).trim(),
    };
    expect(receipt.code).toMatch(/^(\d{4}-){4}\d{4}$/);
    const told = async () =>
      (await stack.mails()).filter(
        ({ to, text }) => to.join().startsWith('custodian') && text.includes(receipt.reference),
      );
    await until(async () => (await told()).length === 2, 60_000);
    const [mail] = await told();
    expect(mail?.text).toContain(`/data-requests/${receipt.reference}`);
    expect(mail?.text).toContain('มาตรา 30');
    expect(mail?.text).not.toMatch(/สมหญิง|somying|มกราคม/);
  }, 120_000);

  it('is refused no answer but one that names somebody else, or a case', async () => {
    const other = await new Complainant(stack.publicUrl).file();
    custodian = await walk.signIn('custodian-1');
    await send(custodian, receipt.reference, 'identity', { how: 'เห็นบัตรประจำตัวประชาชนตัวจริง' });
    const naming = `${ANSWER} ตามที่นางสาวปริยากร เกาะกูดทอง ทราบจากเรื่อง ${other.reference}`;
    await send(custodian, receipt.reference, 'answer', { kind: 'data-given', answer: naming });
    const summary = await custodian.locator('.govuk-error-summary').innerText();
    expect(summary).toContain('ปริยากร');
    expect(summary).toContain(other.reference);
    expect(await custodian.inputValue('#answer')).toBe(naming);
  }, 120_000);

  it('is answered once a second person approves, after it went back once', async () => {
    const { reference } = receipt;
    await send(custodian, reference, 'answer', { kind: 'data-given', answer: 'เก็บชื่อ' });
    expect(await custodian.locator('#approve').count()).toBe(0);
    const auditor = await walk.signIn('auditor-1');
    await send(auditor, reference, 'return', { reason: 'โปรดบอกว่าเก็บไว้นานเท่าใด' });
    await send(custodian, reference, 'answer', { kind: 'data-given', answer: ANSWER });
    phone = await openPhone(browser);
    await read(phone, receipt);
    expect(await phone.locator('#answer').count()).toBe(0);

    await send(auditor, reference, 'approval', {});
    await read(phone, receipt);
    const words = await phone.locator('#answer').innerText();
    expect(words).toContain(ANSWER);
    expect(words).toContain(NEUTRAL);
    const mails = (await stack.mails()).filter(({ to }) => to.includes(MAILBOX));
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text).toContain('/my-data/answer');
    expect(mails[0]!.text + mails[0]!.subject).not.toMatch(/ร้องเรียน|ทุจริต|เก็บชื่อ/);
  }, 180_000);

  it('does not exist for the desk, an officer, the head of the agency and the administrator', async () => {
    for (const who of ['desk-1', 'officer-finance-1', 'governor', 'administrator-1']) {
      const staff = await Staff.signIn(
        stack.caseworkUrl,
        stack.accounts.find(({ username }) => username === who)!,
      );
      const [hidden, unknown] = [receipt.reference, 'TRT-69-0000-0000'].map((of) =>
        staff.page(`/data-requests/${of}`),
      );
      expect([who, (await hidden!).status, (await unknown!).status]).toEqual([who, 404, 404]);
    }
  }, 60_000);

  it('is waited for thirty days, and then custodians, the head of the agency and the auditors hear of it', async () => {
    const late = await ask(phone);
    // A request that came in on a day off counts as received on the next working day.
    await stack.advance(40);
    const mails = (await stack.mails()).filter(({ text }) => text.includes(late.reference));
    const told = mails
      .filter(({ subject }) => /^(เกินกำหนด|เพื่อทราบ)/.test(subject))
      .map(({ to, subject }) => `${to[0]?.split('@')[0]} ${subject.split(' ')[0]?.replace(',', '')}`)
      .sort();
    expect(told).toEqual([
      'auditor-1 เพื่อทราบ',
      'auditor-2 เพื่อทราบ',
      'custodian-1 เกินกำหนด',
      'custodian-2 เกินกำหนด',
      'governor เกินกำหนด',
    ]);
    expect(mails.map(({ text }) => text).join()).toContain('ตอบคำขอข้อมูลส่วนบุคคล');
    // Who hears of the lateness alone has no page to go to.
    const governor = mails.find(({ to }) => to[0]?.startsWith('governor'));
    expect(governor?.text).toContain('/worklist');
    expect(governor?.text).not.toContain('/data-requests');
    custodian = await walk.signIn('custodian-1');
    await walk.see(custodian, 'data-requests');
    expect(await custodian.locator('main').innerText()).toContain(late.reference);
  }, 180_000);

  it('withdraws with the code, and hears no more', async () => {
    const receipt = await ask(phone);
    await read(phone, receipt);
    await phone.fill('#code', receipt.code);
    await phone.click('form[action="/my-data/withdraw"] button');
    await walk.look(phone);
    expect(await phone.locator('#status').innerText()).toContain('ถอน');
    await until(async () => {
      await walk.see(custodian, `data-requests/${receipt.reference}`);
      return (await custodian.locator('main').innerText()).includes('ถอนคำขอ');
    }, 60_000);
  }, 120_000);

  it('leaves what is read of each request as it was recorded', async () => {
    const account = stack.accounts.find(({ username }) => username === 'auditor-1')!;
    const auditor = await Staff.signIn(stack.caseworkUrl, account);
    const report = await auditor.read<object>('ledger/verification');
    expect(report).toMatchObject({ isWhole: true, findings: [] });
  });

  it('meets no fault of accessibility on any of these pages', () => {
    expect(walk.faults).toEqual([]);
  });
});
