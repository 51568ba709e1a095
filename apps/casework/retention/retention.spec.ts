import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readTexts, openerOf } from '#filing/case-texts.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const as = (who: string, language: 'th' | 'en' = 'en'): Promise<Visitor> =>
  Visitor.signedIn(casework.url, who, language);

async function kept(named: string[] = []): Promise<string> {
  const reference = await casework.file({}, named);
  await casework.retention.open(reference);
  return reference;
}

async function held(reference: string): Promise<void> {
  const auditor = await as('auditor-1');
  await auditor.get(`/retention/${reference}`);
  const shown = await auditor.send(`/retention/${reference}/holds`, {
    ground: 'court-case',
    reason: 'คดีหมายเลขดำที่ 12/2569',
  });
  expect([shown.status, shown.path]).toEqual([200, `/retention/${reference}?done=place-hold`]);
  expect(shown.text).toContain('Done: Hold the destruction');
  expect(shown.text).toContain('A case is before a court');
}

describe('what a closed case holds', () => {
  it('is on a list with its day, and is held for a reason that is sealed', async () => {
    const reference = await kept();
    const auditor = await as('auditor-1');
    const list = await auditor.get('/retention');
    expect(list.page.querySelector(`a[href="/retention/${reference}"]`)).not.toBeNull();
    await held(reference);
    expect((await auditor.get('/retention')).text).toContain('Held');
    expect((await auditor.get('/retention')).text).toContain('Not while it is held');
    const [state] = (await auditor.get(`/retention/${reference}`)).page
      .querySelectorAll('.govuk-summary-list')
      .map(({ text }) => text);
    expect(state).toContain('Kept · Held');
    expect(state).toContain('Not while it is held');
    const { main, keys } = casework.agency.databases;
    const opener = openerOf(casework.agency.apps, 'casework');
    const sealed = await readTexts({ manager: main.manager, keys }, opener, reference, 'internal');
    expect(sealed.map(({ text }) => text)).toContain('คดีหมายเลขดำที่ 12/2569');
  });

  it('is let go by a second person only', async () => {
    const reference = await kept();
    await held(reference);
    const own = await as('auditor-1');
    const page = await own.get(`/retention/${reference}`);
    expect(page.text).toContain('A second person has to lift it');
    const second = await as('auditor-2');
    const before = await second.get(`/retention/${reference}`);
    expect(before.text).toContain('คดีหมายเลขดำที่ 12/2569');
    const lifted = await second.send(`/retention/${reference}/holds/1/lift`, { reason: 'ศาลยกฟ้อง' });
    expect(lifted.text).toContain('Lifted');
    expect(lifted.text).toContain('Done: Lift the hold');
    expect(lifted.text).not.toContain('Not while it is held');
  });

  it.each(['th', 'en'] as const)(
    'keeps what was typed where something is missing, and says so (%s)',
    async (language) => {
      const reference = await kept();
      const auditor = await as('auditor-1', language);
      await auditor.get(`/retention/${reference}`);
      const shown = await auditor.send(`/retention/${reference}/holds`, { reason: 'คดีในศาล' });
      expect(shown.status).toBe(400);
      expect(shown.page.querySelector('textarea[id=reason]')?.text.trim()).toBe('คดีในศาล');
      expect(shown.page.querySelector('.govuk-error-summary')?.text).toContain(
        language === 'th' ? 'เหตุ' : 'Ground',
      );
    },
  );

  it('loses nothing that was typed when the workflow gives no answer', async () => {
    const reference = await kept();
    const auditor = await as('auditor-1');
    await auditor.get(`/retention/${reference}`);
    casework.retention.instead = 'unreachable';
    const shown = await auditor.send(`/retention/${reference}/holds`, { ground: 'audit', reason: 'ตรวจสอบ' });
    expect([shown.status, shown.page.querySelector('textarea[id=reason]')?.text.trim()]).toEqual([
      503,
      'ตรวจสอบ',
    ]);
  });

  it('does not exist for whoever is accused, nor where the case was never closed', async () => {
    const reference = await kept(['auditor-2']);
    const accused = await as('auditor-2');
    expect((await accused.get('/retention')).text).not.toContain(reference);
    expect((await accused.get(`/retention/${reference}`)).status).toBe(404);
    const open = await casework.file();
    expect((await (await as('auditor-1')).get(`/retention/${open}`)).status).toBe(404);
  });
});
