import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { openBrowser, openPhone } from '../support/browser.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { Complainant, type Filed } from './complainant.js';
import { Staff } from './staff.js';
import { Walk } from './walk.js';

const NAME = 'นางสาวสมใจ รักความลับ';
const words = 'ตามที่ปรากฏในสำนวน';

let stack: Stack;
let complainant: Complainant;
let filed: Filed;
beforeAll(async () => {
  stack = await startStack();
  complainant = new Complainant(stack.publicUrl);
}, 180_000);
afterAll(() => stack?.stop());

const as = (username: string): Promise<Staff> =>
  Staff.signIn(
    stack.caseworkUrl,
    stack.accounts.find((account) => account.username === username)!,
  );
const protection = async (): Promise<{ version: number; endedAt: string | null; risk: unknown }> =>
  (await as('custodian-1')).read(`protections/${filed.reference}`);
const tasksOf = async (who: string, reference: string): Promise<string[]> =>
  (await (await as(who)).read<{ tasks: { kind: string; reference: string }[] }>('tasks')).tasks
    .filter((task) => task.reference === reference)
    .map(({ kind }) => kind);

describe('whoever complains in confidence', () => {
  it('is protected from the first day on: a custodian assesses the risk and begins a measure', async () => {
    filed = await complainant.file({
      category: 'corruption',
      subject: 'เรียกรับเงินในการจัดซื้อ',
      details: 'มีการเรียกรับเงินร้อยละสิบจากผู้ขายก่อนลงนามในสัญญา',
      identity: { mode: 'confidential', name: NAME, email: 'somjai@example.org' },
    });
    await until(async () => (await tasksOf('custodian-1', filed.reference)).includes('assess-risk'), 60_000);
    const custodian = await as('custodian-1');
    const assessed = { level: 'high', factors: ['facts-known-to-few'], assessment: words };
    await custodian.protect(filed.reference, 'assess-risk', assessed);
    const measure = { kind: 'P1', owner: 'desk-1', until: null, note: words };
    await custodian.protect(filed.reference, 'begin-measure', measure);
    expect((await protection()).risk).toMatchObject({ level: 'high' });
  }, 120_000);

  it('is known to an officer only by the approval of a second person, for a time, and hears of it', async () => {
    const { reference } = filed;
    await (await as('desk-1')).give(reference, 'accept', { unit: 'finance' });
    const assignment = { officer: 'officer-finance-1', reason: words };
    await (await as('head-finance')).give(reference, 'assign', assignment);
    const officer = await as('officer-finance-1');
    const plea = { purpose: 'take-testimony', ground: 'official-duty', reason: words, hours: 24 };
    await officer.protect(reference, 'ask-for-identity', plea);
    await officer.confirm();
    expect((await officer.get(`protections/${reference}/identity`)).status).toBe(404);

    const custodian = await as('custodian-2');
    await custodian.confirm();
    await custodian.protect(reference, 'decide-access', { access: 1, approved: true });
    expect(JSON.stringify(await officer.read(`protections/${reference}/identity`))).toContain(NAME);
    expect((await custodian.get(`protections/${reference}/identity`)).status).toBe(404);

    const [told] = (await complainant.protection(filed)).identityAccesses;
    expect(told).toMatchObject({ role: 'officer', purpose: 'take-testimony', ground: 'official-duty' });
    expect(told?.readAt).toHaveLength(1);
    const newsOfNoStatus = async (): Promise<string[]> =>
      (await stack.mails())
        .filter(({ to, text }) => to.includes('somjai@example.org') && /ความคืบหน้าหรือมีข้อความ/.test(text))
        .map(({ text }) => text)
        .filter((text) => !text.includes('สถานะ'));
    await until(async () => (await newsOfNoStatus()).length === 1, 60_000);
    expect((await newsOfNoStatus()).join()).not.toMatch(/ชื่อ|ตัวตน|เปิดดู/);

    await stack.advance(2);
    const later = await as('officer-finance-1');
    await later.confirm();
    expect((await later.get(`protections/${reference}/identity`)).status).toBe(404);
  }, 180_000);

  it('is asked how things are for a year after the closing, by a mail that tells nothing', async () => {
    const { reference } = filed;
    const officer = await as('officer-finance-1');
    await officer.give(reference, 'record-finding', { finding: 'substantiated', text: words });
    await officer.give(reference, 'submit-report', { report: words });
    await (await as('governor')).give(reference, 'decide', { decision: 'corrective', text: words });
    await (await as('desk-1')).give(reference, 'notify-outcome', { outcome: words });
    await (await as('desk-1')).give(reference, 'close');

    await stack.advance(31);
    expect((await complainant.protection(filed)).askedAt).not.toBeNull();
    const mails = (await stack.mails()).filter(
      ({ to, text }) => to.includes('somjai@example.org') && text.includes('ข้อความสั้น'),
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]!.text + mails[0]!.subject).not.toMatch(/ร้องเรียน|ทุจริต|กลั่นแกล้ง/);
    expect(await complainant.answer(filed, { answer: 'well' })).toBeNull();
    await until(async () => (await complainant.protection(filed)).askedAt === null, 60_000);
  }, 180_000);

  it('is looked for when no answer comes, first by a second question and then by a custodian', async () => {
    await stack.advance(60);
    expect((await complainant.protection(filed)).askedAt).not.toBeNull();
    await stack.advance(29);
    expect(await tasksOf('custodian-1', filed.reference)).toContain('contact-person');
    const reached = { answer: 'well', note: words };
    await (await as('custodian-1')).protect(filed.reference, 'record-contact', reached);
    expect(await tasksOf('custodian-1', filed.reference)).toEqual([]);
  }, 180_000);

  it('gets a case of retaliation at once when harmed, past everybody who had the first one', async () => {
    await stack.advance(62);
    const retaliation = await complainant.answer(filed, {
      answer: 'harmed',
      detriments: ['transfer'],
      text: 'ถูกย้ายไปอำเภออื่นโดยไม่มีเหตุผล',
    });
    if (retaliation === null) throw new Error('No case was opened.');
    await until(async () => (await tasksOf('desk-1', retaliation.reference)).includes('screen'), 60_000);
    for (const who of ['head-finance', 'officer-finance-1', 'head-office'])
      expect((await (await as(who)).get(`complaints/${retaliation.reference}`)).status).toBe(404);
    expect((await complainant.track(retaliation)).status).toBe('received');
    await until(async () => (await tasksOf('custodian-2', filed.reference)).includes('assess-risk'), 60_000);
    const assessed = { level: 'high', factors: ['threats-before'], assessment: words };
    await (await as('custodian-2')).protect(filed.reference, 'assess-risk', assessed);
  }, 180_000);

  it('is protected until the last answer, a year after', async () => {
    await (await as('desk-1')).protect(filed.reference, 'end-measure', { measure: 1, proof: words });
    expect((await protection()).endedAt).toBeNull();
    await stack.advance(186);
    await complainant.answer(filed, { answer: 'well' });
    await until(async () => (await protection()).endedAt !== null, 60_000);
    expect((await complainant.protection(filed)).isOver).toBe(true);
  }, 180_000);

  it('leaves what is read of it as it was recorded', async () => {
    const report = await (await as('auditor-1')).read<object>('ledger/verification');
    expect(report).toMatchObject({ isWhole: true, findings: [] });
  });
});

const inBrowser = process.env['CHROMIUM_PATH'] === undefined ? describe.skip : describe;

inBrowser('whoever complains without a name', () => {
  let browser: Browser;
  let walk: Walk;
  beforeAll(async () => {
    browser = await openBrowser();
    walk = new Walk(stack, browser);
  }, 60_000);
  afterAll(() => browser?.close());

  it('says to work for the agency, and the custodian who took them for an outsider assesses the risk as of staff', async () => {
    const { reference, receiptCode } = await complainant.file();
    const owesAssessment = async (): Promise<boolean> =>
      (await tasksOf('custodian-1', reference)).includes('assess-risk');
    await until(owesAssessment, 60_000);
    const assessed = { level: 'low', factors: [], assessment: words };
    await (await as('custodian-1')).protect(reference, 'assess-risk', assessed);
    expect(await owesAssessment()).toBe(false);

    const phone = await openPhone(browser);
    await walk.track(phone, reference, receiptCode);
    await phone.click('a[href="/track/case/protection"]');
    await walk.look(phone);
    await phone.click('a[href="/track/case/protection/employment"]');
    await phone.check('[name="worksHere"][value="yes"]');
    await walk.goOn(phone);
    await walk.look(phone);
    expect(await phone.locator('main').innerText()).toContain('ท่านแจ้งไว้ว่า ใช่ เป็นบุคลากรของหน่วยงานนี้');

    await until(owesAssessment, 60_000);
    const custodian = await walk.signIn('custodian-1');
    await walk.see(custodian, `protections/${reference}`);
    expect(await custodian.locator('main').innerText()).toContain('ใช่ ตามที่ผู้ร้องเรียนแจ้งเอง');
    await custodian.click(`main a[href="/protections/${reference}/assess-risk"]`);
    await walk.look(custodian);
    expect(await custodian.locator('input[name="factors"][value="same-unit"]').count()).toBe(1);
    expect(walk.faults).toEqual([]);
    expect(await (await as('auditor-1')).read<object>('ledger/verification')).toMatchObject({ findings: [] });
  }, 180_000);
});
