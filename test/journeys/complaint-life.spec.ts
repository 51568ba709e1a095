import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { dateOf, DAY_MS, epochMs } from '#domain/time/instant.js';
import { fiscalYearOf } from '#domain/time/fiscal-year.js';
import { openBrowser, openPhone } from '../support/browser.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { Complainant } from './complainant.js';
import { Staff } from './staff.js';
import { Walk } from './walk.js';

interface ShownClock {
  id: string;
  dueAt: string;
  stoppedAt: string | null;
}

const inBrowser = process.env['CHROMIUM_PATH'] === undefined ? describe.skip : describe;

inBrowser('one complaint, from an anonymous visitor to the published figures', () => {
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

  it('is filed, answered, found, decided, closed in time and counted, accessibly on every page', async () => {
    const visitor = await openPhone(browser);
    await visitor.goto(stack.publicUrl);
    await walk.look(visitor);
    await visitor.click('main a[href="/complain?about=integrity"]');
    await walk.goOn(visitor);
    await visitor.check('main input[value="corruption"]');
    await walk.goOn(visitor);
    await walk.goOn(visitor); // nothing written yet: the page says so and stays
    expect(await visitor.locator('.govuk-error-summary').count()).toBe(1);
    await visitor.fill('#subject', 'เรียกรับเงินจากผู้ขาย');
    await visitor.fill('#details', 'มีการเรียกรับเงินก่อนลงนามในสัญญา');
    await walk.goOn(visitor);
    await walk.goOn(visitor);
    await walk.goOn(visitor);
    await walk.goOn(visitor);
    await visitor.check('main input[value="anonymous"]');
    await walk.goOn(visitor);
    await walk.goOn(visitor);
    expect(await visitor.textContent('main')).toContain('มีการเรียกรับเงินก่อนลงนามในสัญญา');
    await walk.goOn(visitor);
    await walk.look(visitor);
    const done = (await visitor.textContent('main')) ?? '';
    const reference = /TRT-\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(done)![0];
    const code = /\d{4}(-\d{4}){4}/.exec(done)![0];
    const promised = await visitor
      .locator('main time')
      .evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
    expect(promised.length).toBeGreaterThan(1);

    const desk = await walk.signIn('desk-1');
    await walk.look(desk);
    await until(async () => {
      await desk.goto(`${stack.caseworkUrl}/cases/${reference}`);
      return (await desk.locator('#actions').count()) === 1;
    });
    await walk.act(desk, reference, 'request-information', { question: 'มีใบเสนอราคาหรือไม่' });

    await walk.track(visitor, reference, code);
    expect(await visitor.textContent('main')).toContain('มีใบเสนอราคาหรือไม่');
    await visitor.click('main a[href="/track/case/withdraw"]');
    await walk.look(visitor);
    await walk.track(visitor, reference, code);
    await visitor.fill('#text', 'มี แนบไว้กับสัญญาที่ 12');
    await visitor.click('main form:has(#text) button[value="send"]');
    await until(async () => {
      await desk.goto(`${stack.caseworkUrl}/cases/${reference}`);
      return ((await desk.textContent('main')) ?? '').includes('มี แนบไว้กับสัญญาที่ 12');
    });

    await walk.act(desk, reference, 'accept', { unit: 'finance' });
    await stack.advance(1);
    const head = await walk.signIn('head-finance');
    await walk.act(head, reference, 'assign', { officer: 'officer-finance-1' });
    await stack.advance(20);
    const officer = await walk.signIn('officer-finance-1');
    await walk.act(officer, reference, 'record-finding', {
      finding: 'substantiated',
      text: 'พบการเรียกรับเงินจริง',
    });
    await walk.act(officer, reference, 'submit-report', { report: 'รายงานผลการสืบหาข้อเท็จจริง' });
    const governor = await walk.signIn('governor');
    await walk.act(governor, reference, 'decide', { decision: 'corrective', text: 'ให้ปรับปรุงการจัดซื้อ' });
    const deskAgain = await walk.signIn('desk-1');
    await walk.act(deskAgain, reference, 'notify-outcome', { outcome: 'พบความผิดและได้สั่งการแก้ไขแล้ว' });
    await walk.act(deskAgain, reference, 'close');

    await walk.track(visitor, reference, code);
    expect(await visitor.textContent('main')).toContain('พบความผิดและได้สั่งการแก้ไขแล้ว');
    await visitor.click('main a[href="/track/case/review"]');
    await walk.goOn(visitor); // nothing written
    expect(await visitor.locator('.govuk-error-summary').count()).toBe(1);
    await walk.look(visitor);

    const auditor = await Staff.signIn(
      stack.caseworkUrl,
      stack.accounts.find(({ username }) => username === 'auditor-1')!,
    );
    const entries = await auditor.history(reference);
    expect(entries.filter(({ type }) => type === 'EscalationRung')).toEqual([]);
    const closedAt = entries.find(({ type }) => type === 'CaseClosed')!.at;
    expect(epochMs(closedAt) - epochMs(entries[0]!.at)).toBeGreaterThan(20 * DAY_MS);
    const { clocks } = await auditor.read<{ clocks: ShownClock[] }>(`complaints/${reference}`);
    const ofOfficials = clocks.filter(({ id }) => !['review-window', 'information-answer'].includes(id));
    expect(ofOfficials.length).toBeGreaterThan(4);
    expect(ofOfficials.filter(({ stoppedAt, dueAt }) => stoppedAt === null || stoppedAt > dueAt)).toEqual([]);
    expect(ofOfficials.map(({ dueAt }) => dueAt)).toEqual(expect.arrayContaining(promised));
    const people = new Complainant(stack.publicUrl);
    const { total, completed, inProgress, integrity } = await people.statistics(
      fiscalYearOf(stack.time.now()),
    );
    expect({ total, completed, inProgress }).toEqual({ total: 1, completed: 1, inProgress: 0 });
    expect(integrity.completed).toBe(1);
    for (const page of ['procedure', 'statistics']) {
      await visitor.goto(`${stack.publicUrl}/${page}`);
      await walk.look(visitor);
    }
    await walk.see(deskAgain, 'worklist', 'enter-complaint', 'cases', `cases?reference=${reference}`);
    await deskAgain.goto(`${stack.caseworkUrl}/cases?from=yesterday`);
    expect(await deskAgain.locator('.govuk-error-summary').count()).toBe(1);
    await walk.look(deskAgain);

    const auditorAtDesk = await walk.signIn('auditor-1');
    const history = `cases/${reference}/history`;
    await walk.see(auditorAtDesk, history, `${history}?verify=yes`, 'verify-ledger');
    await walk.goOn(auditorAtDesk);
    expect(await auditorAtDesk.textContent('main [role="status"]')).toContain('ครบถ้วน');
    await walk.look(auditorAtDesk);

    const administrator = await walk.signIn('administrator-1');
    const own = ['account', 'account/password', 'account/second-factor', 'confirm-it-is-you'];
    const pages = [
      'units',
      'people',
      'people/officer-finance-1',
      'approvals',
      'delegations',
      'policy',
      'holidays',
    ];
    await walk.see(administrator, 'worklist', ...own, ...pages.map((page) => `administration/${page}`));
    const reviewEnds = dateOf(clocks.find(({ id }) => id === 'review-window')!.dueAt);
    const [year, month = '', day = ''] = reviewEnds.split('-');
    const holiday = {
      'date-day': day,
      'date-month': month,
      'date-year': String(Number(year) + 543),
      nameTh: 'วันหยุดพิเศษ',
      nameEn: 'Special holiday',
      reason: 'มติ ครม.',
    };
    for (const [name, value] of Object.entries(holiday))
      await administrator.fill(`form:not(details form) [name="${name}"]`, value);
    await walk.goOn(administrator);
    expect(await administrator.textContent('main table')).toContain(reference);
    await walk.look(administrator);
    expect(walk.faults).toEqual([]);
  }, 480_000);
});
