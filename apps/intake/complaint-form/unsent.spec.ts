import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { Visitor } from '../visitor.fake.js';

let stage: IntakeStage;
beforeAll(async () => {
  stage = await intakeStage('2026-11-24T06:00:00.000Z');
}, 60_000);
afterAll(() => stage?.close());

const TYPED = 'เรียกรับเงินค่าที่จอดรถ';

/** Somebody who has come to the question of where, in English. */
async function halfWay(): Promise<Visitor> {
  const visitor = new Visitor(stage.url);
  await visitor.open('/complain?about=integrity&lang=en');
  await visitor.send();
  await visitor.send({ category: 'corruption' });
  await visitor.send({ subject: TYPED, details: 'รายละเอียด' });
  return visitor;
}

const leaves = (visitor: Visitor): boolean => visitor.page.querySelector('.leave-now') !== null;
const isTyped = async (visitor: Visitor): Promise<boolean> => {
  await visitor.open('/complain/what');
  return visitor.page.toString().includes(TYPED);
};

describe('a complaint that was begun and not sent', () => {
  it.each([
    ['en', 'This browser has a complaint that was not sent', 'If it is not yours, start anew'],
    ['th', 'เบราว์เซอร์นี้มีเรื่องร้องเรียนที่ยังไม่ได้ส่ง', 'หากไม่ใช่เรื่องของท่าน ให้เริ่มใหม่'],
  ])('is asked about, not shown, before another takes its place, in %s', async (language, title, advice) => {
    const visitor = await halfWay();
    await visitor.open(`/complain?about=other&lang=${language}`);
    expect(visitor.text('h1')).toBe(title);
    expect(visitor.text('main')).toContain(advice);
    expect(visitor.page.toString()).not.toContain(TYPED);
    expect(leaves(visitor)).toBe(true);
    const [resume, anew] = visitor.page
      .querySelectorAll('main a')
      .map((link) => link.getAttribute('href') ?? '');
    await visitor.open(resume ?? '');
    expect(visitor.path).toBe('/complain/where');
    expect(await isTyped(visitor)).toBe(true);

    await visitor.open((anew ?? '').replace('&amp;', '&'));
    expect(await isTyped(visitor)).toBe(true);
    await visitor.open('/complain?about=other&anew=yes');
    await visitor.send();
    expect(visitor.path).toBe('/complain/category');
    expect(await isTyped(visitor)).toBe(false);
  });

  it('is not deleted by a page that was opened before it was begun', async () => {
    const visitor = new Visitor(stage.url);
    await visitor.open('/complain?about=integrity');
    const early = visitor.page;
    await visitor.send();
    await visitor.send({ category: 'corruption' });
    await visitor.send({ subject: TYPED, details: 'รายละเอียด' });
    visitor.page = early;
    await visitor.send();
    expect(visitor.path).toBe('/complain?about=integrity');
    expect(await isTyped(visitor)).toBe(true);
  });

  it('is not asked about where nothing was answered, or all was sent', async () => {
    const visitor = new Visitor(stage.url);
    for (const begin of [() => visitor.open('/'), () => visitor.send(), () => visitor.complain()]) {
      await visitor.open('/complain?about=integrity');
      expect(visitor.page.querySelector('form[action="/complain"]')).not.toBeNull();
      await begin();
    }
    await visitor.open('/complain?about=integrity');
    expect(visitor.page.querySelector('form[action="/complain"]')).not.toBeNull();
  });

  it('is not mixed with another that was begun in another window', async () => {
    const visitor = await halfWay();
    const earlier = visitor.page;
    await visitor.open('/complain?about=other&anew=yes');
    await visitor.send();
    await visitor.send({ category: 'service' });
    visitor.page = earlier;
    await visitor.send({ place: 'ศาลากลาง' });
    expect([visitor.status, visitor.text('h1'), leaves(visitor)]).toEqual([
      409,
      'This page belongs to another draft',
      true,
    ]);
    await visitor.open(visitor.page.querySelector('main a')?.getAttribute('href') ?? '');
    expect(visitor.path).toBe('/complain/what');
    await visitor.open('/complain/where');
    expect(visitor.page.toString()).not.toContain('ศาลากลาง');
  });
});

describe('an error in the middle of the form', () => {
  it('of a text far too long leads back into the draft, and keeps the way out', async () => {
    const visitor = await halfWay();
    await visitor.open('/complain/what');
    await visitor.send({ subject: TYPED, details: 'ก'.repeat(200_000) });
    expect([visitor.status, leaves(visitor)]).toEqual([413, true]);
    expect(visitor.text('main')).toContain('Your draft is: go back and shorten it');
    await visitor.open(visitor.page.querySelector('main a')?.getAttribute('href') ?? '');
    expect(visitor.path).toBe('/complain/where');
  });

  it('of a draft that is gone says so, and leads to a new one', async () => {
    const visitor = await halfWay();
    const page = visitor.page;
    await visitor.answer('/leave-now');
    visitor.page = page;
    await visitor.send({ place: 'ศาลากลาง' });
    expect([visitor.status, leaves(visitor)]).toEqual([410, true]);
    expect(visitor.text('main')).toMatch(/This draft has been deleted\s+Please start again/);
    expect(visitor.page.querySelectorAll('main a').map((link) => link.getAttribute('href'))).toEqual(['/']);
  });

  it('of a form whose token has gone keeps the draft, and says so', async () => {
    const visitor = await halfWay();
    visitor.forget('form');
    await visitor.send({ place: 'ศาลากลาง' });
    expect([visitor.status, leaves(visitor)]).toEqual([403, true]);
    expect(visitor.text('main')).toContain('Your draft is: you can go on with it');
  });
});
