import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

interface Recorded {
  total: number;
  nextPage: number | null;
  entries: { seq: number; at: string; type: string; actor: string; hash: string; body: unknown }[];
}
const json = async (path: string, who = 'auditor-1'): Promise<Recorded> =>
  (await (await casework.api(who, 'GET', path)).json()) as Recorded;

describe('the auditor', () => {
  it('sees on a case’s history who read which of its texts and when, and over the API', async () => {
    const reference = await casework.file();
    await casework.api('desk-2', 'GET', `/cases/${reference}`);
    casework.agency.now = '2026-02-04T05:00:00.000Z';
    const note = { note: 'บันทึก' };
    await casework.api('desk-2', 'POST', `/api/v1/complaints/${reference}/commands/add-note`, note);
    casework.agency.now = '2026-02-05T04:05:00.000Z';
    await casework.api('desk-1', 'GET', `/api/v1/complaints/${reference}`);
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
    const { page } = await auditor.get(`/cases/${reference}/history`);
    const rows = page
      .querySelectorAll('#readings tbody tr')
      .map((row) => row.querySelectorAll('td').map((cell) => cell.text.trim()));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual([
      expect.stringContaining('5 February 2026'),
      expect.stringContaining('นางสาวปริยากร เกาะกูดทอง'),
      'The complaint, Note, The accused',
    ]);
    expect(rows[1]?.[2]).toBe('The complaint, The accused');
    const thai = await auditor.get(`/cases/${reference}/history?lang=th`);
    expect(thai.text).toContain('ผู้อ่านข้อความ');
    expect(thai.text).toContain('คำร้อง, บันทึก, ผู้ถูกร้องเรียน');

    const { total, nextPage, entries } = await json(`/api/v1/complaints/${reference}/readings`);
    expect([total, nextPage, entries.map(({ actor }) => actor)]).toEqual([
      2,
      null,
      ['staff:desk-1', 'staff:desk-2'],
    ]);
    expect(entries[0]?.body).toMatchObject({
      texts: [{ kind: 'narrative' }, { kind: 'note' }, { kind: 'subjects' }],
    });
  });

  it('is shown the readings page by page', async () => {
    const reference = await casework.file();
    for (let count = 0; count < 51; count += 1)
      await casework.api('desk-1', 'GET', `/api/v1/complaints/${reference}`);
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
    const first = await auditor.get(`/cases/${reference}/history`);
    expect(first.page.querySelectorAll('#readings tbody tr')).toHaveLength(50);
    const next = first.page.querySelector('.govuk-pagination a[rel=next]')?.getAttribute('href');
    const second = await auditor.get(next ?? '');
    expect(second.page.querySelectorAll('#readings tbody tr')).toHaveLength(1);
  });

  it('sees what administrators and accounts did, newest first, page by page', async () => {
    const administrator = await Visitor.signedIn(casework.url, 'administrator-1');
    await administrator.get('/administration/units');
    const unit = {
      id: 'archive',
      nameTh: 'หอจดหมายเหตุ',
      nameEn: 'Archive',
      parent: 'agency',
      isActive: 'yes',
    };
    for (let count = 0; count < 51; count += 1) {
      await administrator.get('/administration/units');
      await administrator.send('/administration/units', unit);
    }
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
    const first = await auditor.get('/ledger');
    expect(first.text).toContain('Unit added or changed');
    expect(first.text).toContain('Archive');
    expect(first.page.querySelector('h1')?.text).toBe(first.page.querySelector('a[aria-current=page]')?.text);
    expect(first.text).toContain('นายคณาธิป เกาะหมากเลิศ');
    expect(first.page.querySelectorAll('h2.govuk-heading-s')[0]?.text).toContain('51.');
    const next = first.page.querySelector('.govuk-pagination a[rel=next]')?.getAttribute('href');
    const second = await auditor.get(next ?? '');
    expect(second.page.querySelectorAll('h2.govuk-heading-s')).toHaveLength(1);
    expect((await auditor.get('/ledger?stream=accounts')).text).toContain('Signed in');
    expect((await auditor.get('/ledger?stream=accounts&lang=th')).text).toContain('เข้าสู่ระบบ');
    expect((await auditor.get('/ledger?stream=administration&lang=th')).text).toContain('เพิ่มหรือแก้ไขหน่วยงาน');

    const latest = await json('/api/v1/ledger/entries?stream=administration');
    expect([latest.total, latest.nextPage, latest.entries.length]).toEqual([51, 2, 50]);
    expect(latest.entries[0]).toMatchObject({ seq: 51, type: 'UnitSaved', body: { id: 'archive' } });
    const rest = await json('/api/v1/ledger/entries?stream=administration&page=2');
    expect([rest.nextPage, rest.entries.map(({ seq }) => seq)]).toEqual([null, [1]]);
  });

  it('finds no other stream there, least of all a case’s', async () => {
    const reference = await casework.file({}, ['auditor-1']);
    for (const stream of [`complaint-${reference}`, `access-${reference}`, 'nothing']) {
      expect((await casework.api('auditor-1', 'GET', `/ledger?stream=${stream}`)).status).toBe(404);
      const answer = await casework.api('auditor-1', 'GET', `/api/v1/ledger/entries?stream=${stream}`);
      expect(answer.status).toBe(422);
    }
    expect((await casework.api('auditor-1', 'GET', `/api/v1/complaints/${reference}/readings`)).status).toBe(
      404,
    );
  });
});
