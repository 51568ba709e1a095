import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HTMLElement } from 'node-html-parser';
import { addMs } from '#domain/time/instant.js';
import { intakeStage, type IntakeStage } from './intake.stage.js';
import { Visitor } from './visitor.fake.js';

const FILED_AT = '2026-11-24T06:00:00.000Z';
const NO_TEXT = ['hidden', 'radio', 'checkbox', 'file'];

let stage: IntakeStage;
let now = FILED_AT;
beforeAll(async () => {
  stage = await intakeStage({ now: () => now });
});
afterAll(() => stage.close());

/** The one-line fields of a page, which a browser may keep and offer to whoever types next. */
const lines = (page: HTMLElement): HTMLElement[] =>
  page
    .querySelectorAll('main input')
    .filter((field) => !NO_TEXT.includes(field.getAttribute('type') ?? 'text'));

/** The names of a page's one-line fields that a browser would keep. */
const kept = (page: HTMLElement): (string | undefined)[] =>
  lines(page)
    .filter((field) => field.getAttribute('autocomplete') !== 'off')
    .map((field) => field.getAttribute('name'));

describe('a computer that others use too', () => {
  it.each([
    ['named', ['name', 'nationalId', 'email', 'phone']],
    ['confidential', ['name', 'nationalId', 'email']],
  ])('keeps nothing of what a %s person types on any page', async (mode, asked) => {
    const visitor = new Visitor(stage.url);
    const answers: Record<string, Record<string, string>> = {
      '/complain/category': { category: 'corruption' },
      '/complain/what': { subject: 'เรียกรับเงิน', details: 'รายละเอียด' },
      '/complain/identity': { mode },
      '/complain/details': { name: 'ผู้ร้อง', email: '' },
    };
    const seen: (string | undefined)[] = [];
    const look = (): void => {
      seen.push(...lines(visitor.page).map((field) => field.getAttribute('name')));
      expect([visitor.path, kept(visitor.page)]).toEqual([visitor.path, []]);
    };
    await visitor.open('/complain?about=integrity');
    for (let pages = 0; pages < 12 && visitor.path !== '/complain/check'; pages += 1) {
      look();
      await visitor.send(answers[visitor.path] ?? {});
    }
    expect(visitor.path).toBe('/complain/check');
    for (const path of ['/track', '/verify-receipt', '/my-data', '/my-data/answer']) {
      await visitor.open(path);
      look();
    }
    expect(seen).toEqual([
      'subject',
      ...['day', 'month', 'year', 'place'],
      ...['accused-0-name', 'accused-0-position', 'accused-0-unit'],
      ...asked,
      ...['reference', 'code'],
      ...['name', 'email', 'phone'],
      ...['reference', 'code'],
    ]);
  });

  it.each([
    ['th', 'ถึง 24 พฤศจิกายน 2569 เวลา 13:15 น.', 'ลบออกจากเบราว์เซอร์นี้แล้ว'],
    ['en', 'until 24 November 2026 (B.E. 2569), 13:15', 'removed from this browser'],
  ])('shows reference and code for fifteen minutes and says so, in %s', async (language, until, gone) => {
    now = FILED_AT;
    const visitor = new Visitor(stage.url);
    await visitor.complain(language);
    const code = visitor.text('.receipt-code');
    const reference = visitor.text('.govuk-panel__body strong');
    expect(visitor.text('main')).toContain(until);
    now = addMs(FILED_AT, 15 * 60_000 - 1);
    await visitor.open('/complain/done');
    expect(visitor.text('.receipt-code')).toBe(code);

    now = addMs(FILED_AT, 15 * 60_000);
    await visitor.open('/complain/done/receipt.json');
    expect(visitor.path).toBe('/complain/done');
    expect(visitor.text('main')).toContain(gone);
    expect(visitor.page.toString()).not.toContain(code);
    expect(visitor.page.toString()).not.toContain(reference);
    await visitor.open('/complain/done');
    expect(visitor.path).toBe('/');
  });

  it.each([
    ['th', 'ถึง 24 พฤศจิกายน 2569 เวลา 13:15 น.', 'จะไม่แสดงอีก'],
    ['en', 'until 24 November 2026 (B.E. 2569), 13:15', 'are shown no more'],
  ])(
    'shows those of a request for data no longer, however often its page is sent again, in %s',
    async (language, until, gone) => {
      now = FILED_AT;
      const visitor = new Visitor(stage.url);
      await visitor.open(`/my-data?lang=${language}`);
      const form = Object.fromEntries(
        visitor.page
          .querySelectorAll('#question input[type=hidden]')
          .map((field) => [field.getAttribute('name') ?? '', field.getAttribute('value') ?? '']),
      );
      const sent = { ...form, name: 'ผู้ขอ', asked: 'ขอสำเนาข้อมูล' };
      await visitor.open('/my-data', sent);
      const code = visitor.text('.receipt-code');
      const reference = visitor.text('.govuk-panel__body strong');
      expect(code).toMatch(/^\d{4}-/);
      expect(visitor.text('main')).toContain(until);
      now = addMs(FILED_AT, 15 * 60_000 - 1);
      await visitor.open('/my-data', sent);
      expect(visitor.text('.receipt-code')).toBe(code);

      now = addMs(FILED_AT, 15 * 60_000);
      await visitor.open('/my-data', sent);
      expect(visitor.text('main')).toContain(gone);
      expect(visitor.page.toString()).not.toContain(code);
      expect(visitor.page.toString()).not.toContain(reference);
    },
  );

  it('forgets the language with the browser', async () => {
    const answer = await new Visitor(stage.url).answer('/?lang=en');
    const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('lang='));
    expect(cookie).toContain('lang=en');
    expect(cookie).not.toMatch(/max-age|expires/i);
  });
});
