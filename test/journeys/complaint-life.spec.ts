import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { fiscalYearOf } from '#domain/time/fiscal-year.js';
import { accessibilityFaults, openBrowser, openPhone } from '../support/browser.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { Complainant } from './complainant.js';

const inBrowser = process.env['CHROMIUM_PATH'] === undefined ? describe.skip : describe;

inBrowser('one complaint, from an anonymous visitor to the published figures', () => {
  let stack: Stack;
  let browser: Browser;
  const faults: string[] = [];

  const look = async (page: Page): Promise<void> => {
    faults.push(...(await accessibilityFaults(page)));
  };
  const goOn = async (page: Page): Promise<void> => {
    await look(page);
    await page.locator('main form button.govuk-button:not(.govuk-button--secondary)').last().click();
  };

  /** Somebody of the agency at a desk, signed in. */
  const signIn = async (username: string): Promise<Page> => {
    const page = await (await browser.newContext({ bypassCSP: true, locale: 'th-TH' })).newPage();
    const { password } = stack.accounts.find((account) => account.username === username)!;
    await page.goto(`${stack.caseworkUrl}/sign-in`);
    await page.fill('#username', username);
    await page.fill('#password', password);
    await goOn(page);
    return page;
  };

  /** Opens the case, takes the action, fills what it asks, sends: two clicks besides the answers. */
  const act = async (
    page: Page,
    reference: string,
    command: string,
    answers: Record<string, string> = {},
  ): Promise<void> => {
    await page.goto(`${stack.caseworkUrl}/cases/${reference}`);
    await look(page);
    await page.click(`main a[href="/cases/${reference}/${command}"]`);
    await look(page);
    for (const [name, value] of Object.entries(answers)) {
      const field = page.locator(`main [name="${name}"]`).first();
      const tag = await field.evaluate(
        (element) => `${element.tagName} ${element.getAttribute('type') ?? ''}`,
      );
      if (tag.startsWith('SELECT')) await field.selectOption(value);
      else if (tag.includes('radio')) await page.check(`main [name="${name}"][value="${value}"]`);
      else await field.fill(value);
    }
    await page.click('#send');
    await page.waitForURL((url) => url.pathname === `/cases/${reference}`);
  };

  beforeAll(async () => {
    stack = await startStack();
    browser = await openBrowser();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  it('is filed, answered, found, decided, closed in time and counted, accessibly on every page', async () => {
    const visitor = await openPhone(browser);
    await visitor.goto(stack.publicUrl);
    await look(visitor);
    await visitor.click('main a[href="/complain?about=integrity"]');
    await goOn(visitor);
    await visitor.check('main input[value="corruption"]');
    await goOn(visitor);
    await goOn(visitor); // nothing written yet: the page says so and stays
    expect(await visitor.locator('.govuk-error-summary').count()).toBe(1);
    await visitor.fill('#subject', 'เรียกรับเงินจากผู้ขาย');
    await visitor.fill('#details', 'มีการเรียกรับเงินก่อนลงนามในสัญญา');
    await goOn(visitor);
    await goOn(visitor);
    await goOn(visitor);
    await visitor.check('main input[value="anonymous"]');
    await goOn(visitor);
    await goOn(visitor);
    expect(await visitor.textContent('main')).toContain('มีการเรียกรับเงินก่อนลงนามในสัญญา');
    await goOn(visitor);
    await look(visitor);
    const done = (await visitor.textContent('main')) ?? '';
    const reference = /TRT-\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(done)![0];
    const code = /\d{4}(-\d{4}){4}/.exec(done)![0];

    const desk = await signIn('desk-1');
    await look(desk);
    await until(async () => {
      await desk.goto(`${stack.caseworkUrl}/cases/${reference}`);
      return (await desk.locator('#actions').count()) === 1;
    });
    await act(desk, reference, 'request-information', { question: 'มีใบเสนอราคาหรือไม่' });

    await visitor.goto(`${stack.publicUrl}/track`);
    await visitor.fill('#reference', reference);
    await visitor.fill('#code', code);
    await goOn(visitor);
    expect(await visitor.textContent('main')).toContain('มีใบเสนอราคาหรือไม่');
    await look(visitor);
    await visitor.fill('#text', 'มี แนบไว้กับสัญญาที่ 12');
    await visitor.locator('main form:has(#text) button').first().click();
    await until(async () => {
      await desk.goto(`${stack.caseworkUrl}/cases/${reference}`);
      return ((await desk.textContent('main')) ?? '').includes('มี แนบไว้กับสัญญาที่ 12');
    });

    await act(desk, reference, 'accept', { unit: 'finance' });
    const head = await signIn('head-finance');
    await act(head, reference, 'assign', { officer: 'officer-finance-1' });
    const officer = await signIn('officer-finance-1');
    await act(officer, reference, 'record-finding', { finding: 'substantiated', text: 'พบการเรียกรับเงินจริง' });
    await act(officer, reference, 'submit-report', { report: 'รายงานผลการสืบหาข้อเท็จจริง' });
    const governor = await signIn('governor');
    await act(governor, reference, 'decide', { decision: 'corrective', text: 'ให้ปรับปรุงการจัดซื้อ' });
    await act(desk, reference, 'notify-outcome', { outcome: 'พบความผิดและได้สั่งการแก้ไขแล้ว' });
    await act(desk, reference, 'close');

    await visitor.goto(`${stack.publicUrl}/track`);
    await look(visitor);
    const people = new Complainant(stack.publicUrl);
    const { total, completed, inProgress, integrity } = await people.statistics(
      fiscalYearOf(stack.time.now()),
    );
    expect({ total, completed, inProgress }).toEqual({ total: 1, completed: 1, inProgress: 0 });
    expect(integrity.completed).toBe(1);
    for (const page of ['procedure', 'statistics']) {
      await visitor.goto(`${stack.publicUrl}/${page}`);
      await look(visitor);
    }
    for (const page of ['worklist', 'enter-complaint']) {
      await desk.goto(`${stack.caseworkUrl}/${page}`);
      await look(desk);
    }
    const administrator = await signIn('administrator-1');
    const pages = ['units', 'people', 'delegations', 'holidays', 'policy'].map(
      (page) => `administration/${page}`,
    );
    for (const page of ['worklist', ...pages]) {
      await administrator.goto(`${stack.caseworkUrl}/${page}`);
      await look(administrator);
    }
    expect(faults).toEqual([]);
  }, 300_000);
});
