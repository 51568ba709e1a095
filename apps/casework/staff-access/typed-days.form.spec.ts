import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

describe('days typed as on the rest of the site', () => {
  it('narrow a search, in either era, and stay in its links', async () => {
    const reference = await casework.file();
    const filed = new Date(Date.parse(casework.agency.now) + 7 * 3_600_000).toISOString().slice(0, 10);
    const [year = '', month = '', day = ''] = filed.split('-');
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
    const from = (typed: string) => `/cases?from-day=${day}&from-month=${month}&from-year=${typed}`;
    const found = await auditor.get(from(String(Number(year) + 543)));
    expect(found.text).toContain(reference);
    expect(found.page.querySelector('a#export')?.getAttribute('href')).toContain(`from=${filed}`);
    expect((await auditor.get(from(year))).text).toContain(reference);
    expect((await auditor.get(from(String(Number(year) + 544)))).text).toContain('No case matches');
  });

  it('are shown in the Buddhist era where they were sent whole', async () => {
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
    const { page } = await auditor.get('/cases?to=2026-02-05');
    const shown = ['to', 'to-month', 'to-year'].map((id) =>
      page.querySelector(`#${id}`)?.getAttribute('value'),
    );
    expect(shown).toEqual(['5', '2', '2569']);
  });

  it.each([
    ['en', 'Error: Not valid: Filed from'],
    ['th', 'ข้อผิดพลาด: '],
  ] as const)('that are none are marked as wrong, once, and kept (%s)', async (language, message) => {
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1', language);
    const { status, page } = await auditor.get('/cases?from-day=31&from-month=2&from-year=2569');
    expect(status).toBe(400);
    const [error, ...others] = page.querySelectorAll('.govuk-error-message');
    expect(others).toHaveLength(0);
    expect(error?.text.replace(/\s+/g, ' ').trim()).toMatch(new RegExp(`^${message}(?!:)`));
    expect(error?.text).not.toContain('::');
    expect(page.querySelector('#from')?.getAttribute('value')).toBe('31');
    expect(page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#from');
  });

  it('declare a holiday and arrange a cover', async () => {
    const administrator = await Visitor.signedIn(casework.url, 'administrator-1');
    await administrator.get('/administration/holidays');
    const typed = { 'date-day': '9', 'date-month': '2', 'date-year': '๒๕๖๙' };
    const holiday = { nameTh: 'วันหยุดพิเศษ', nameEn: 'Special day', reason: 'มติคณะรัฐมนตรี' };
    const missing = await administrator.send('/administration/holidays/preview', holiday);
    expect([missing.status, missing.text]).toEqual([400, expect.stringContaining('Enter or choose: Date')]);
    const preview = await administrator.send('/administration/holidays/preview', { ...holiday, ...typed });
    expect(preview.text).toContain('9 February 2026 (B.E. 2569)');
    const declared = await administrator.send('/administration/holidays', {});
    expect(declared.text).toContain('9 February 2026 (B.E. 2569)');
    await administrator.get('/administration/delegations');
    const leave = {
      ...{ staff: 'desk-1', delegate: 'desk-2', 'from-day': '1', 'from-month': '2', 'from-year': '2569' },
      ...{ 'to-day': '3', 'to-month': '2', 'to-year': '2569' },
    };
    const arranged = await administrator.send('/administration/delegations', leave);
    expect(arranged.text).toContain('1 February 2026 (B.E. 2569) – 3 February 2026 (B.E. 2569)');
  });
});
