import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPhone } from '../support/browser.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { Complainant, type Filed } from './complainant.js';
import { Staff } from './staff.js';
import { Walk } from './walk.js';

const inBrowser = process.env['CHROMIUM_PATH'] === undefined ? describe.skip : describe;
const DETAILS = 'ไฟถนนหน้าตลาดดับมาสามสัปดาห์แล้ว แจ้งหลายครั้งไม่มีใครมาซ่อม';

inBrowser('what a rejected case holds', () => {
  let stack: Stack;
  let browser: Browser;
  let walk: Walk;
  let complainant: Complainant;
  let filed: Filed;
  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
    walk = new Walk(stack, browser);
    complainant = new Complainant(stack.publicUrl);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const as = (username: string): Promise<Staff> =>
    Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find((account) => account.username === username)!,
    );
  /** What the databases and the storage have of the case. */
  const kept = async (): Promise<{ keys: number; texts: number; files: number; stored: number }> => {
    const count = async (url: string, table: string): Promise<number> => {
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        const { rows } = await client.query<{ n: number }>(
          `SELECT count(*)::int AS n FROM ${table} WHERE reference = $1`,
          [filed.reference],
        );
        return rows[0]?.n ?? 0;
      } finally {
        await client.end();
      }
    };
    const { databaseUrl, keysDatabaseUrl, evidence } = stack.settings;
    const stored = existsSync(evidence.dir)
      ? readdirSync(evidence.dir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
      : [];
    return {
      keys: await count(keysDatabaseUrl, 'wrapped_key'),
      texts: await count(databaseUrl, 'sealed_text'),
      files: await count(databaseUrl, 'evidence'),
      stored: stored.length,
    };
  };
  const ledger = async (): Promise<{ type: string; body: Record<string, unknown> }[]> => {
    const client = new Client({ connectionString: stack.settings.databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ type: string; body: string }>(
        `SELECT type, body FROM ledger_entry WHERE stream = $1 ORDER BY seq`,
        [`retention-${filed.reference}`],
      );
      return rows.map(({ type, body }) => ({ type, body: JSON.parse(body) as Record<string, unknown> }));
    } finally {
      await client.end();
    }
  };
  const types = async (): Promise<string[]> => (await ledger()).map(({ type }) => type);
  const keeping = async (who: string): Promise<Page> => {
    const page = await walk.signIn(who);
    await walk.see(page, `retention/${filed.reference}`);
    return page;
  };

  it('is kept for the time of its outcome while the complainant is protected', async () => {
    filed = await complainant.file({
      category: 'service',
      subject: 'ไฟถนนดับ',
      details: DETAILS,
      identity: { mode: 'confidential', name: 'นางสาวสมใจ รักแสงสว่าง', email: 'somjai@example.org' },
    });
    const { reference, receiptCode } = filed;
    const form = new FormData();
    form.append('files', new Blob(['ภาพถ่ายเสาไฟ']), 'เสาไฟ.txt');
    const sent = await fetch(`${stack.publicUrl}/api/v1/complaints/${reference}/attachments`, {
      method: 'POST',
      headers: { 'receipt-code': receiptCode, 'idempotency-key': randomUUID() },
      body: form,
    });
    expect(sent.status).toBe(201);
    const auditor = await as('auditor-1');
    await until(async () => {
      const history = await auditor.history(reference);
      return history.some(({ type }) => type === 'EvidenceAdded');
    });
    const desk = await as('desk-1');
    const reason = { reason: 'not-within-authority', explanation: 'เป็นอำนาจของเทศบาล' };
    await desk.give(reference, 'reject', reason);
    await desk.give(reference, 'notify-outcome', { outcome: 'โปรดแจ้งเทศบาลเมือง' });
    await desk.give(reference, 'close');
    await until(async () => (await types()).includes('KeepingBegan'));
    const low = { level: 'low', factors: [], assessment: 'ไม่มีผู้ใดเสียประโยชน์' };
    await (await as('custodian-1')).protect(reference, 'assess-risk', low);
    for (const days of [31, 60, 90, 186]) {
      await stack.advance(days);
      await until(async () => (await complainant.protection(filed)).askedAt !== null);
      expect(await complainant.answer(filed, { answer: 'well' })).toBeNull();
      await until(async () => (await complainant.protection(filed)).askedAt === null);
    }
    await until(async () => (await complainant.protection(filed)).isOver);
    expect(await kept()).toMatchObject({ files: 1, stored: 1 });
  }, 300_000);

  it('is told of before its day, by a mail that says nothing of it', async () => {
    await stack.advance(345);
    await until(async () => (await types()).includes('DestructionNear'));
    const mails = (await stack.mails()).filter(({ subject }) => subject.includes('ทำลายข้อมูล'));
    const told = mails.flatMap(({ to }) => to.map((address) => address.split('@')[0])).sort();
    expect(told).toEqual(['auditor-1', 'auditor-2', 'governor']);
    for (const { subject, text } of mails) {
      expect(subject).toContain(filed.reference);
      expect(text).toContain(`/retention/${filed.reference}`);
      expect(subject + text).not.toMatch(/ไฟถนน|สมใจ/);
    }
  }, 180_000);

  it('outlives its day while somebody holds it, and a second person alone lets it go', async () => {
    const holder = await keeping('auditor-1');
    await holder.check('main [name="ground"][value="court-case"]');
    await holder.fill('#reason', 'ศาลปกครองเรียกสำนวน');
    await walk.goOn(holder);
    await until(async () => (await types()).includes('HoldPlaced'));

    await stack.advance(25);
    await until(async () => (await types()).includes('DestructionPutOff'));
    expect((await ledger()).at(-1)).toMatchObject({ body: { obstacle: 'legal-hold' } });
    expect(await kept()).toMatchObject({ files: 1, stored: 1 });
    const { messages } = await complainant.track(filed);
    expect(messages.map(({ text }) => text)).toContain('โปรดแจ้งเทศบาลเมือง');

    const own = await keeping('auditor-1');
    expect(await own.locator('form[action$="/holds/1/lift"]').count()).toBe(0);
    const second = await keeping('auditor-2');
    await second.fill('#reason-1', 'คดีถึงที่สุดแล้ว');
    await second.click('form[action$="/holds/1/lift"] button');
    await until(async () => (await types()).includes('HoldLifted'));
    expect(await kept()).toMatchObject({ files: 1, stored: 1 });
  }, 240_000);

  it('is then destroyed: keys, words and files are gone, and the ledger has a certificate without content', async () => {
    const before = await kept();
    await stack.advance(31);
    await until(async () => (await types()).includes('DestructionVerified'));
    const { keys, texts, files } = before;
    expect((await ledger()).at(-1)?.body).toEqual({ keys, texts, files });
    expect(keys).toBeGreaterThan(3);
    expect(await kept()).toEqual({ keys: 0, texts: 0, files: 0, stored: 0 });
    const auditor = await as('auditor-1');
    const report = await auditor.read<{ isWhole: boolean }>('ledger/verification');
    expect(report).toMatchObject({ isWhole: true });
    const desk = await walk.signIn('desk-1');
    await walk.see(desk, `cases/${filed.reference}`);
    const shown = (await desk.textContent('main')) ?? '';
    for (const words of [DETAILS, 'เทศบาล', 'เสาไฟ']) expect(shown).not.toContain(words);
    const certificate = (await (await keeping('auditor-2')).textContent('main')) ?? '';
    for (const number of [keys, texts, files]) expect(certificate).toContain(String(number));
  }, 240_000);

  it('is told of to the complainant, whose receipt code still opens the order of events and nothing else', async () => {
    const phone = await openPhone(browser);
    await walk.track(phone, filed.reference, filed.receiptCode);
    const told = (await phone.textContent('main')) ?? '';
    expect(told).toContain('เก็บครบกำหนดเวลาแล้ว และถูกทำลายเมื่อ');
    expect(told).toContain('ได้รับเรื่อง');
    for (const words of [DETAILS, 'เทศบาล', 'เสาไฟ.txt', 'ศาลปกครอง']) expect(told).not.toContain(words);
    expect(await phone.locator('main form#question').count()).toBe(0);
    const writing = await complainant.post(
      `complaints/${filed.reference}/messages`,
      { text: 'ยังมีใครอยู่หรือไม่' },
      { 'receipt-code': filed.receiptCode },
    );
    expect(writing.status).toBe(409);
    expect(walk.faults).toEqual([]);
  }, 120_000);
});
