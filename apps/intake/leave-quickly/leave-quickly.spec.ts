import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { Visitor } from '../visitor.fake.js';

let stage: IntakeStage;
beforeAll(async () => {
  stage = await intakeStage('2026-11-24T13:00:00.000Z');
});
afterAll(() => stage.close());

const drafts = async (): Promise<number> =>
  (await stage.databases.main.query<unknown[]>('SELECT 1 FROM draft')).length;

describe('leaving at once', () => {
  it('is in reach while complaining, tracking and asking for the own data, and needs no script', async () => {
    const visitor = new Visitor(stage.url);
    const own = ['/my-data', '/my-data/answer', '/verify-receipt'];
    for (const path of ['/', '/complain?about=integrity', '/track', '/advice', ...own]) {
      await visitor.open(path);
      const link = visitor.page.querySelector('.leave-now a');
      expect([link?.getAttribute('href'), link?.getAttribute('rel')]).toEqual([
        '/leave-now',
        'nofollow noreferrer',
      ]);
    }
    for (const path of ['/statistics', '/procedure']) {
      await visitor.open(path);
      expect(visitor.page.querySelector('.leave-now')).toBeNull();
    }
  });

  it('deletes what was typed and leads to the site that the pack names, which does not learn from where', async () => {
    const visitor = new Visitor(stage.url);
    await visitor.open('/complain?about=integrity');
    await visitor.send();
    await visitor.send({ category: 'corruption' });
    expect(await drafts()).toBe(1);
    const answer = await visitor.answer('/leave-now');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('https://www.tmd.go.th/');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await drafts()).toBe(0);
    await visitor.open('/complain/what');
    expect(visitor.page.toString()).not.toContain('name="subject"');
  });

  it('ends the visit to a case', async () => {
    const filed = await fetch(`${stage.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        category: 'corruption',
        subject: 'เรียกรับเงิน',
        details: 'รายละเอียด',
        identity: { mode: 'anonymous' },
      }),
    });
    const { reference, receiptCode } = (await filed.json()) as { reference: string; receiptCode: string };
    const visitor = new Visitor(stage.url);
    await visitor.open('/track');
    await visitor.send({ reference, code: receiptCode });
    expect(visitor.path).toBe('/track/case');
    await visitor.answer('/leave-now');
    await visitor.open('/track/case');
    expect(visitor.path).toBe('/track');
  });
});

describe('the advice', () => {
  it.each(['th', 'en'])('is found before complaining, in %s', async (language) => {
    const visitor = new Visitor(stage.url);
    await visitor.open(`/complain?about=integrity&lang=${language}`);
    expect(visitor.page.querySelector('a[href="/advice"]')).not.toBeNull();
    await visitor.open('/advice');
    expect(visitor.page.querySelectorAll('main h2')).toHaveLength(7);
  });
});
