import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from './casework.fake.js';
import { Visitor } from './visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const as = (who: string): Promise<Visitor> => Visitor.signedIn(casework.url, who);

describe('signing in', () => {
  it('leads to what was wanted, and signing out ends it', async () => {
    const visitor = new Visitor(casework.url);
    expect((await visitor.get('/cases')).path).toBe('/sign-in?to=%2Fcases');
    expect((await visitor.send('/sign-in', { username: 'desk-1', password: 'wrong' })).status).toBe(401);
    const desk = await as('desk-1');
    expect((await desk.get('/worklist')).status).toBe(200);
    await desk.send('/sign-out', {});
    expect((await desk.get('/worklist')).path).toContain('/sign-in');
  });

  it('leads nowhere outside, shows no accounts outside the demonstration, and needs the form’s own token', async () => {
    const visitor = new Visitor(casework.url);
    const page = await visitor.get('/sign-in?to=//evil.example');
    expect(page.page.querySelector('input[name=to]')?.getAttribute('value')).toBe('/');
    expect(page.page.querySelectorAll('table').length).toBe(0);
    const forged = await visitor.fetch(
      '/sign-in',
      'POST',
      new URLSearchParams({ username: 'desk-1', password: 'x' }),
    );
    expect(forged.status).toBe(403);
  });

  it('outlasts a link in a mail, which comes from another site', async () => {
    const reference = await casework.file();
    const desk = await as('desk-1');
    const arrived = await desk.followLinkFromMail(`/cases/${reference}`);
    expect([arrived.status, arrived.path]).toEqual([200, `/cases/${reference}`]);
    expect((await desk.get('/worklist')).path).toBe('/worklist');
  });

  it('ends with the account', async () => {
    const officer = await as('officer-strategy-2');
    const administrator = await as('administrator-1');
    await administrator.get('/administration/people/officer-strategy-2?lang=en');
    await administrator.send('/administration/people/officer-strategy-2', {
      name: 'นายภูริภัทร แหลมกลัดเจริญ',
      position: 'นักวิเคราะห์',
      email: 'officer@trat.example',
      unit: 'strategy',
      roles: 'officer',
      personnelRegime: 'ocsc',
      password: '',
    });
    expect((await officer.get('/worklist')).path).toContain('/sign-in');
  });
});

describe('acting on a case', () => {
  it('takes two clicks, and the case says so', async () => {
    const reference = await casework.file();
    const desk = await as('desk-1');
    await desk.get(`/cases/${reference}`);
    await desk.get(`/cases/${reference}/add-note`);
    const done = await desk.send(`/cases/${reference}/add-note`, { note: 'โทรศัพท์สอบถามแล้ว' });
    expect([done.status, done.path]).toEqual([200, `/cases/${reference}?done=add-note`]);
    expect(done.text).toContain('โทรศัพท์สอบถามแล้ว');
  });

  it('shows what a colleague did meanwhile, keeps the words, and sends them on a second press', async () => {
    const reference = await casework.file();
    const desk = await as('desk-1');
    await desk.get(`/cases/${reference}/add-note`);
    await casework.api('desk-2', 'POST', `/api/v1/complaints/${reference}/commands/add-note`, {
      note: 'ก่อน',
    });
    const refused = await desk.send(`/cases/${reference}/add-note`, { note: 'บันทึกของข้าพเจ้า' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('Nothing was overwritten');
    expect(refused.page.querySelector('textarea')?.text).toContain('บันทึกของข้าพเจ้า');
    const sent = await desk.send(`/cases/${reference}/add-note`, { note: 'บันทึกของข้าพเจ้า' });
    expect(sent.path).toBe(`/cases/${reference}?done=add-note`);
  });

  it('loses nothing that was typed when the workflow cannot be reached, and acts once when sent again', async () => {
    const reference = await casework.file();
    const desk = await as('desk-1');
    const asked = await desk.get(`/cases/${reference}/send-message`);
    const idOf = (page: typeof asked): string | undefined =>
      page.page.querySelector('input[name=commandId]')?.getAttribute('value');
    casework.instead = 'unreachable';
    const down = await desk.send(`/cases/${reference}/send-message`, { message: 'เรียนผู้ร้องเรียน' });
    expect(down.status).toBe(503);
    expect(down.page.querySelector('textarea')?.text).toContain('เรียนผู้ร้องเรียน');
    expect(idOf(down)).toBe(idOf(asked));
  });

  it('tells somebody who changed the words meanwhile that the first ones were recorded after all', async () => {
    const reference = await casework.file();
    const desk = await as('desk-1');
    await desk.get(`/cases/${reference}/add-note`);
    casework.instead = 'answer-lost';
    expect((await desk.send(`/cases/${reference}/add-note`, { note: 'ครั้งแรก' })).status).toBe(503);
    const told = await desk.send(`/cases/${reference}/add-note`, { note: 'แก้แล้ว' });
    expect([told.status, told.text]).toEqual([409, expect.stringContaining('was recorded after all')]);
    expect(told.page.querySelector('textarea')?.text).toContain('แก้แล้ว');
    const sent = await desk.send(`/cases/${reference}/add-note`, { note: 'แก้แล้ว' });
    expect(sent.path).toBe(`/cases/${reference}?done=add-note`);
    for (const note of ['ครั้งแรก', 'แก้แล้ว']) expect(sent.text).toContain(note);
  });

  it('marks no field before anything was sent', async () => {
    const reference = await casework.file();
    const desk = await as('desk-1');
    const { page } = await desk.get(`/cases/${reference}/reject`);
    expect(page.querySelectorAll('.govuk-error-message').length).toBe(0);
    const sent = await desk.send(`/cases/${reference}/reject`, {});
    expect([sent.status, sent.page.querySelectorAll('.govuk-error-message').length]).toEqual([400, 2]);
  });
});

describe('the auditor', () => {
  it('finds cases by words in Thai', async () => {
    const reference = await casework.file({ details: 'มีการทุจริตจัดซื้อครุภัณฑ์คอมพิวเตอร์' });
    const auditor = await as('auditor-1');
    expect((await auditor.get(`/cases?q=${encodeURIComponent('ครุภัณฑ์')}`)).text).toContain(reference);
    expect((await auditor.get(`/cases?q=${encodeURIComponent('เรือประมง')}`)).text).toContain(
      'No case matches',
    );
  });

  it('is told which field of a search is wrong', async () => {
    const auditor = await as('auditor-1');
    expect((await auditor.get('/cases?from=yesterday')).status).toBe(400);
    expect((await casework.api('auditor-1', 'GET', '/api/v1/complaints?from=yesterday')).status).toBe(422);
  });

  it('finds an entry that was altered, on the page and over the API', async () => {
    const reference = await casework.file();
    const { main } = casework.agency.databases;
    await main.query(`ALTER TABLE ledger_entry DISABLE TRIGGER ledger_is_append_only`);
    await main.query(`UPDATE ledger_entry SET actor = 'staff:desk-2' WHERE stream = $1 AND seq = 2`, [
      `complaint-${reference}`,
    ]);
    const auditor = await as('auditor-1');
    expect((await auditor.get(`/cases/${reference}/history?verify=yes`)).text).toContain(
      'an entry was altered',
    );
    await auditor.get('/verify-ledger');
    expect((await auditor.send('/verify-ledger', {})).text).toContain('an entry was altered');
    const report = await casework.api(
      'auditor-1',
      'GET',
      `/api/v1/ledger/verification?reference=${reference}`,
    );
    expect(((await report.json()) as { isWhole: boolean }).isWhole).toBe(false);
  });
});

describe('the administrator', () => {
  const holiday = { date: '2026-02-05', nameTh: 'วันหยุดพิเศษ', nameEn: 'Special day', reason: 'มติคณะรัฐมนตรี' };

  it('sees which due dates a holiday moves, then declares it to every open case', async () => {
    const reference = await casework.file({ category: 'service' });
    const administrator = await as('administrator-1');
    await administrator.get('/administration/holidays');
    const preview = await administrator.send('/administration/holidays/preview', holiday);
    expect(preview.text).toContain(reference);
    expect((await administrator.send('/administration/holidays', {})).text).toContain('Special day');
    const { main } = casework.agency.databases;
    const sent: unknown[] = await main.query(
      `SELECT 1 FROM outbox WHERE kind = 'command' AND reference = $1`,
      [reference],
    );
    const recorded: unknown[] = await main.query(
      `SELECT 1 FROM ledger_entry WHERE stream = 'administration' AND type = 'HolidayDeclared'`,
    );
    expect([sent.length, recorded.length]).toEqual([1, 1]);
    await administrator.get('/administration/holidays');
    expect(
      (await administrator.send('/administration/holidays/preview', { ...holiday, isRemoval: '' })).status,
    ).toBe(400);
  });

  it('is not shown a case in which the administrator is named', async () => {
    const reference = await casework.file({ category: 'service' }, ['administrator-1']);
    const administrator = await as('administrator-1');
    await administrator.get('/administration/holidays');
    const day = { ...holiday, date: '2026-02-06' };
    expect((await administrator.send('/administration/holidays/preview', day)).text).not.toContain(reference);
  });

  it('sends somebody on leave, and the colleague sees the work', async () => {
    const reference = await casework.file();
    await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
    const administrator = await as('administrator-1');
    await administrator.get('/administration/delegations');
    const leave = { staff: 'head-finance', delegate: 'head-strategy', from: '2026-02-01', to: '2026-02-28' };
    expect((await casework.api('head-strategy', 'GET', `/cases/${reference}`)).status).toBe(404);
    await administrator.send('/administration/delegations', leave);
    expect((await casework.api('head-strategy', 'GET', `/cases/${reference}`)).status).toBe(200);
  });

  it('hangs no unit below itself', async () => {
    const administrator = await as('administrator-1');
    await administrator.get('/administration/units');
    const circle = { id: 'agency', nameTh: 'จังหวัด', nameEn: 'Province', parent: 'finance', isActive: 'yes' };
    expect((await administrator.send('/administration/units', circle)).status).toBe(400);
  });
});
