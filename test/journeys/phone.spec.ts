import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { intakeStage, type IntakeStage } from '../../apps/intake/intake.stage.js';
import { openBrowser, openPhone } from '../support/browser.js';

const THUMB = 44;
const CONTINUE = 'button:text-is("ดำเนินการต่อ"), button:text-is("Continue")';

let stage: IntakeStage;
let browser: Browser;
beforeAll(async () => {
  stage = await intakeStage('2026-11-24T06:00:00.000Z');
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(stage.url + path);
};

/** A form that was begun in the language, at the question of the category. */
async function begun(language: string): Promise<Page> {
  const page = await openPhone(browser);
  await go(page, `/complain?about=integrity&lang=${language}`);
  await page.click('main form button');
  await page.waitForURL('**/complain/category');
  return page;
}

/** What is pressed or typed into, links in running text apart, and too low for a thumb, as `text: pixels`. */
const tooLow = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`[...document.querySelectorAll(
      'header a, header button, nav a, .govuk-button, .govuk-summary-list a, summary, select, textarea, ' +
      '.govuk-input, input[type=file]')]
    .filter((one) => !one.closest('.govuk-visually-hidden') && one.getBoundingClientRect().height < ${THUMB})
    .filter((one) => !one.classList.contains('govuk-visually-hidden'))
    .map((one) => (one.textContent.trim() || one.id) + ': ' + one.getBoundingClientRect().height)`);

describe('on a phone', () => {
  it.each(['th', 'en'])('everything that is pressed is high enough for a thumb, in %s', async (language) => {
    const page = await begun(language);
    const low = await tooLow(page);
    const check = async (path: string): Promise<void> => {
      await go(page, path);
      low.push(...(await tooLow(page)));
    };
    for (const step of ['where', 'accused', 'evidence']) await check(`/complain/${step}`);
    await page.goto(`${stage.url}/complain/category`);
    await page.check('input[value=corruption]');
    await page.click(CONTINUE);
    await page.fill('#subject', 'เรียกรับเงิน');
    await page.fill('#details', 'รายละเอียด');
    for (const step of ['where', 'accused', 'evidence']) {
      await page.click(CONTINUE);
      await page.waitForURL(`**/complain/${step}`);
    }
    await page.click(CONTINUE);
    await page.check('input[value=anonymous]');
    await page.click(CONTINUE);
    await page.check('input[value=evidence]');
    await page.click(CONTINUE);
    await page.waitForURL('**/complain/check');
    await check('/complain/check');
    await page.click('main form button');
    await page.waitForURL('**/complain/done');
    for (const path of ['/complain/done', '/', '/track', '/my-data', '/verify-receipt']) await check(path);
    expect(low).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['what', 'subject'],
    ['what', 'details'],
    ['identity', 'mode'],
  ])('an error of the page %s leads to its field, never under the bar that leaves', async (step, field) => {
    const page = await begun('en');
    await go(page, `/complain/${step}`);
    await page.click(CONTINUE);
    await page.waitForLoadState('load');
    await page.click(`.govuk-error-summary a[href="#${field}"]`);
    const [bar, label] = await page.evaluate<[number, number]>(
      `[document.querySelector('.leave-now').getBoundingClientRect().bottom,
        document.querySelector('label[for="${field}"]').getBoundingClientRect().top]`,
    );
    expect(label).toBeGreaterThan(bar);
    await page.context().close();
  });

  it('whoever goes by the keyboard sees where they are, and no link pretends to be a button', async () => {
    const page = await openPhone(browser);
    await go(page, '/');
    for (const press of ['Tab', 'Tab']) await page.keyboard.press(press);
    const [text, background] = await page.evaluate<[string, string]>(
      `[document.activeElement.className, getComputedStyle(document.activeElement).backgroundColor]`,
    );
    expect([text, background]).toEqual([expect.stringContaining('agency-header__name'), 'rgb(255, 221, 0)']);
    expect(await page.locator('a[role=button]').count()).toBe(0);
    await page.context().close();
  });

  it('no page of the form is wider than the narrowest screen', async () => {
    const page = await begun('en');
    await page.setViewportSize({ width: 180, height: 600 });
    for (const step of ['category', 'what', 'where', 'accused', 'evidence', 'identity']) {
      await go(page, `/complain/${step}`);
      const wider = await page.evaluate<string[]>(
        `[...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > 180)
          .map((one) => one.className || one.tagName)`,
      );
      expect([step, wider]).toEqual([step, []]);
    }
    await page.context().close();
  });
});
