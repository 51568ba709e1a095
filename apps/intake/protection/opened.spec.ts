import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addMs } from '#domain/time/instant.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { Visitor } from '../visitor.fake.js';

const NOW = '2026-11-24T06:00:00.000Z';
const PROTECTION = '/track/case/protection';
const OPENED = `${PROTECTION}/opened`;
const REFERENCE = '.govuk-panel__body strong';

let stage: IntakeStage;
let now = NOW;
beforeAll(async () => {
  stage = await intakeStage({ now: () => now });
}, 60_000);
afterAll(() => stage?.close());

let receipt: { reference: string; code: string };
/** An anonymous complaint whose case the worker has opened. */
beforeEach(async () => {
  now = NOW;
  const filer = new Visitor(stage.url);
  await filer.complain();
  const reference = filer.text(REFERENCE);
  receipt = { reference, code: filer.text('.receipt-code') };
  await stage.protect(reference);
});

async function visit(language = 'en'): Promise<Visitor> {
  const visitor = new Visitor(stage.url);
  await visitor.open(`/track?lang=${language}`);
  await visitor.send(receipt);
  await visitor.open(PROTECTION);
  return visitor;
}

const openedFor = async (): Promise<number> => {
  const of = `SELECT 1 FROM ledger_entry WHERE body LIKE '%"retaliationOf":"${receipt.reference}"%'`;
  return (await stage.databases.main.query<unknown[]>(of)).length;
};

describe('the case that harm opens', () => {
  it.each([
    ['en', 'Write down or print both now', 'until 24 November 2026 (B.E. 2569), 13:15'],
    ['th', 'จดหรือพิมพ์ไว้ตอนนี้', 'ถึง 24 พฤศจิกายน 2569 เวลา 13:15 น.'],
  ])('is confirmed as any other filing is, in %s', async (language, warning, until) => {
    const visitor = await visit(language);
    await visitor.send({ answer: 'harmed', text: 'ถูกย้าย' });
    expect([visitor.status, visitor.path]).toEqual([200, OPENED]);
    expect(visitor.text(REFERENCE)).toMatch(/^[A-Z]+-69-/);
    expect(visitor.text('.receipt-code')).toMatch(/^\d{4}-/);
    expect(visitor.text('main').toLowerCase()).toContain(warning.toLowerCase());
    expect(visitor.text('main')).toContain(until);
    expect(visitor.text('main')).toContain('http://public.test/track');
    expect(visitor.page.querySelectorAll('main details').length).toBeGreaterThan(0);
    expect(visitor.page.toString()).not.toContain('{{');
    const file = await visitor.answer(`${OPENED}/receipt.json`);
    expect(await file.json()).toMatchObject({ reference: visitor.text(REFERENCE), version: 1 });
  });

  it('keeps its code on the page for fifteen minutes, whatever is pressed', async () => {
    const visitor = await visit();
    await visitor.send({ answer: 'harmed', text: 'ถูกย้าย' });
    const [code, reference] = [visitor.text('.receipt-code'), visitor.text(REFERENCE)];
    const other = visitor.page.querySelector('header nav a')?.getAttribute('href') ?? '';
    await visitor.open(other);
    await visitor.open(PROTECTION);
    expect(visitor.page.toString()).not.toContain(code);
    now = addMs(NOW, 15 * 60_000 - 1);
    await visitor.open(OPENED);
    expect([visitor.text('.receipt-code'), visitor.text('h1')]).toEqual([code, 'เปิดเรื่องการกลั่นแกล้งแล้ว']);

    now = addMs(NOW, 15 * 60_000);
    await visitor.open(`${OPENED}/receipt.json`);
    expect(visitor.path).toBe(OPENED);
    expect(visitor.page.toString()).not.toContain(code);
    expect(visitor.page.toString()).not.toContain(reference);
    await visitor.open(OPENED);
    expect(visitor.path).toBe(PROTECTION);
  });

  it('is cleared by the button, and opens with its code', async () => {
    const visitor = await visit();
    await visitor.send({ answer: 'harmed', text: 'ถูกย้าย' });
    const opened = { code: visitor.text('.receipt-code'), reference: visitor.text(REFERENCE) };
    await visitor.send();
    await visitor.open(OPENED);
    expect(visitor.path).toBe(PROTECTION);
    expect(visitor.text('main')).toContain(opened.reference);
    await visitor.open('/track');
    await visitor.send(opened);
    expect(visitor.text('h1')).toContain(opened.reference);
  });

  it('is one, however often the button of one page is pressed', async () => {
    const visitor = await visit();
    const page = visitor.page;
    const seen: string[] = [];
    for (let press = 0; press < 2; press += 1) {
      visitor.page = page;
      await visitor.send({ answer: 'harmed' });
      seen.push(visitor.text(REFERENCE));
    }
    expect([seen[0], await openedFor()]).toEqual([seen[1], 1]);
  });

  it('is named at the next visit, which asks for what is new before it opens another', async () => {
    const first = await visit();
    await first.send({ answer: 'harmed', text: 'ถูกย้าย' });
    const reference = first.text(REFERENCE);

    const second = await visit();
    expect(second.text('main')).toContain(reference);
    expect(second.text('main')).toContain('If something new has happened');
    await second.send({ answer: 'harmed' });
    expect([second.status, second.path]).toEqual([422, PROTECTION]);
    expect(second.text('#text-error')).toContain(`The case ${reference} has been opened already`);
    expect(second.page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#text');
    expect(await openedFor()).toBe(1);

    await second.send({ answer: 'harmed', text: 'ถูกตัดเงินเดือน' });
    expect([second.path, await openedFor()]).toEqual([OPENED, 2]);
    expect(second.text(REFERENCE)).not.toBe(reference);
  });
});
