import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { namedPdf, taggedPhotograph } from '#evidence/evidence.builder.js';
import { DEMONSTRATION_PEOPLE } from '../../infra/start/demonstration-people.js';
import { openBrowser, openPhone } from '../support/browser.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { anonymousComplaint, Complainant, type Filed } from './complainant.js';
import { Staff } from './staff.js';
import { Walk } from './walk.js';

const inBrowser = process.env['CHROMIUM_PATH'] === undefined ? describe.skip : describe;

inBrowser('evidence, from a telephone to the officer and back', () => {
  let stack: Stack;
  let browser: Browser;
  let walk: Walk;

  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
    walk = new Walk(stack, browser);
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const saved = async (page: Page, link: string): Promise<Buffer> => {
    const download = page.waitForEvent('download');
    await page.click(link);
    return readFileSync(await (await download).path());
  };

  it('goes with the report, is read as a safe copy, answered, and added to by receipt code', async () => {
    const { name } = DEMONSTRATION_PEOPLE.find(({ id }) => id === 'head-finance')!;
    const visitor = await openPhone(browser);
    await visitor.goto(`${stack.publicUrl}/complain?about=integrity`);
    await walk.goOn(visitor);
    await visitor.check('main input[value="corruption"]');
    await walk.goOn(visitor);
    await visitor.fill('#subject', 'เรียกรับเงินจากผู้ขาย');
    await visitor.fill('#details', `ผู้เรียกรับเงินคือ ${name}`);
    await walk.goOn(visitor);
    await walk.goOn(visitor);
    await walk.goOn(visitor);
    await visitor.check('[name="keepOriginal"]');
    await visitor.setInputFiles('#files', [
      { name: 'ที่เกิดเหตุ.jpg', mimeType: 'image/jpeg', buffer: await taggedPhotograph() },
      { name: 'ใบเสนอราคา.pdf', mimeType: 'application/pdf', buffer: namedPdf() },
      { name: 'program.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ\0\0') },
    ]);
    await walk.goOn(visitor);
    expect(await visitor.locator('.govuk-error-summary').textContent()).toContain('program.jpg');
    expect(await visitor.locator('.files').textContent()).toContain('ใบเสนอราคา.pdf');
    await walk.look(visitor);
    await walk.goOn(visitor);
    await visitor.check('main input[value="anonymous"]');
    await walk.goOn(visitor);
    await walk.goOn(visitor);
    expect(await visitor.textContent('main')).toContain('ที่เกิดเหตุ.jpg');
    await walk.goOn(visitor);
    const done = (await visitor.textContent('main')) ?? '';
    const reference = /TRT-\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(done)![0];
    const code = /\d{4}(-\d{4}){4}/.exec(done)![0];

    const desk = await walk.signIn('desk-1');
    await until(async () => {
      await desk.goto(`${stack.caseworkUrl}/cases/${reference}`);
      return (await desk.locator('#evidence').count()) === 1;
    });
    await walk.look(desk);
    const photograph = await saved(desk, 'text=ที่เกิดเหตุ.jpg');
    expect((await sharp(photograph).metadata()).exif).toBeUndefined();
    expect(photograph.includes('SecretPhone')).toBe(false);
    await walk.act(desk, reference, 'send-message', { message: 'ได้รับภาพแล้ว มีสัญญาด้วยหรือไม่' });

    const accused = await Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(({ username }) => username === 'head-finance')!,
    );
    const href = (await desk.locator('.files a').first().getAttribute('href')) ?? '';
    for (const path of [href, `/cases/${reference}/evidence`])
      expect([path, (await accused.page(path)).status]).toEqual([path, 404]);

    await walk.track(visitor, reference, code);
    const message = visitor.locator('.message', { hasText: 'มีสัญญาด้วยหรือไม่' });
    expect(await message.textContent()).toMatch(/ใหม่.*ศูนย์รับเรื่องร้องเรียน/s);
    await visitor.fill('#text', 'แนบสัญญามาด้วย');
    await visitor.setInputFiles('#files', [
      { name: 'สัญญา.txt', mimeType: 'text/plain', buffer: Buffer.from('สัญญาเลขที่ 12') },
    ]);
    await visitor.click('main form button[value="send"]');
    await walk.look(visitor);
    expect(await visitor.textContent('main')).toContain('สัญญา.txt');

    await until(async () => {
      await desk.goto(`${stack.caseworkUrl}/cases/${reference}`);
      return ((await desk.textContent('#evidence + ul')) ?? '').includes('สัญญา.txt');
    });
    expect(await desk.locator('.message', { hasText: 'ยังไม่ได้อ่าน' }).count()).toBe(2);
    await walk.see(desk, 'worklist');
    expect(await desk.textContent('main')).toContain('ข้อความที่ยังไม่ได้อ่าน');
    expect((await saved(await caseAgain(desk, reference), 'text=สัญญา.txt')).toString()).toBe('สัญญาเลขที่ 12');
    await walk.see(desk, `cases/${reference}/evidence`);
    await walk.act(desk, reference, 'mark-message-read');
    expect(await desk.locator('.message', { hasText: 'ยังไม่ได้อ่าน' }).count()).toBe(0);
    expect(walk.faults).toEqual([]);
  }, 300_000);

  const caseAgain = async (page: Page, reference: string): Promise<Page> => {
    await page.goto(`${stack.caseworkUrl}/cases/${reference}`);
    return page;
  };
});

describe('evidence while things fail', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  }, 240_000);
  afterAll(() => stack?.stop());

  const send = async ({ reference, receiptCode }: Filed, text: string, key: string): Promise<Response> => {
    const form = new FormData();
    form.append('files', new Blob([text]), 'a.txt');
    return fetch(`${stack.publicUrl}/api/v1/complaints/${reference}/attachments`, {
      method: 'POST',
      headers: { 'receipt-code': receiptCode, 'idempotency-key': key },
      body: form,
    });
  };

  it('is taken while Temporal is down and the public site is killed, and comes to the case once', async () => {
    const filed = await new Complainant(stack.publicUrl).file(anonymousComplaint);
    const auditor = await Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(({ username }) => username === 'auditor-1')!,
    );
    await until(async () => (await auditor.get(`complaints/${filed.reference}`)).status === 200);
    await stack.stopTemporal();
    const key = randomUUID();
    const first = await send(filed, 'หลักฐาน', key);
    expect(first.status).toBe(201);
    await stack.kill('intake');
    await stack.startTemporal();
    await stack.restart('intake');
    const again = await send(filed, 'หลักฐาน', key);
    expect([again.status, await again.json()]).toEqual([201, await first.json()]);
    const added = async (): Promise<number> =>
      (await auditor.history(filed.reference)).filter(({ type }) => type === 'EvidenceAdded').length;
    await until(async () => (await added()) === 1, 120_000);
    expect(await added()).toBe(1);
  }, 240_000);
});
