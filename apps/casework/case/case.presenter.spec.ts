import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

describe('the case page', () => {
  it('has the running time limits above those that are done', async () => {
    const reference = await casework.file();
    await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
    const head = await Visitor.signedIn(casework.url, 'head-finance');
    const { page } = await head.get(`/cases/${reference}`);
    const phases = page.querySelectorAll('.govuk-grid-column-one-third .govuk-tag').map(({ text }) => text);
    expect(phases).toContain('Running');
    expect(phases).toContain('Done');
    expect(phases.indexOf('Done')).toBeGreaterThan(phases.lastIndexOf('Running'));
  });

  it('warns whoever is to hand the case to a unit of those that the complaint speaks of', async () => {
    const accused = [{ name: 'นายไม่มีตัวตน', unit: 'กองช่าง' }];
    const reference = await casework.file({ unit: 'finance', accused });
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    const { page } = await desk.get(`/cases/${reference}`);
    expect(page.querySelector('.govuk-warning-text .govuk-visually-hidden')?.text).toBe('Warning');
    const warning = page
      .querySelectorAll('.govuk-warning-text')
      .find(({ text }) => text.includes('speaks of'));
    expect(warning?.text).toContain('กองช่าง');
    expect((await desk.get(`/cases/${reference}?lang=th`)).text).toContain('คำร้องกล่าวถึง');
    const form = await desk.get(`/cases/${reference}/accept?lang=en`);
    const category = form.page.querySelector('#category-hint')?.text;
    expect(category).toContain('Only to change it. It is now: Corruption');
    await casework.act('desk-1', reference, 'accept', { unit: 'strategy' });
    expect((await desk.get(`/cases/${reference}?lang=en`)).text).not.toContain('speaks of');
  });

  it.each([
    ['true', 'Is the one named, and is kept out of the case'],
    ['false', 'Is not the one named'],
  ])('tells who was taken for named, and how that was decided (%s)', async (answer, words) => {
    const reference = await casework.file({}, ['officer-finance-2']);
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    const { page, text } = await desk.get(`/cases/${reference}/decide-match`);
    expect(text).toContain('is kept out of the case and cannot see it');
    const person = page.querySelector('input[name=person]')?.getAttribute('value') ?? '';
    await desk.send(`/cases/${reference}/decide-match`, { person, isSamePerson: answer });
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
    for (const shown of [
      await desk.get(`/cases/${reference}`),
      await auditor.get(`/cases/${reference}/history`),
    ]) {
      expect(shown.text).toContain('ปัณณวัฒน์');
      expect(shown.text).toContain(words);
    }
  });
});
