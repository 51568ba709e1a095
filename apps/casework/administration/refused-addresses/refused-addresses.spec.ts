import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Notification } from '#domain/complaint/notifications.js';
import { askToMendAddress } from '#persistence/address-task-store.js';
import { claimMail, enqueueMail, markMailRefused } from '#persistence/mail-outbox-store.js';
import { ADDRESS_REFUSED } from '#persistence/refused-mail-store.js';
import { CaseworkForTests } from '../../casework.fake.js';
import { type Visited, Visitor } from '../../visitor.fake.js';

let casework: CaseworkForTests;
let reference: string;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  reference = await casework.file();
}, 60_000);
afterAll(() => casework?.close());
beforeEach(() =>
  casework.agency.databases.main.query(
    `DELETE FROM task WHERE kind = 'mend-address'; DELETE FROM mail_outbox`,
  ),
);

const toStaff = (id: string): Notification['to'] => ({ kind: 'staff', id });
let mails = 0;

/** A mail of the case that its address refused. Returns the mail's id. */
async function refused(to: Notification['to']): Promise<string> {
  const { now, databases } = casework.agency;
  const { manager } = databases.main;
  const mail = { to, template: 'news', params: { reference }, seq: ++mails };
  await enqueueMail(manager, reference, [mail], now);
  const [claimed] = await claimMail(databases.main, now, 1, 0);
  await markMailRefused(manager, claimed!.id, ADDRESS_REFUSED, now);
  await askToMendAddress(manager, claimed!);
  return claimed!.id;
}
const mailOf = async (id: string): Promise<{ refused_at: Date | null; attempts: number } | undefined> => {
  const rows: { refused_at: Date | null; attempts: number }[] = await casework.agency.databases.main.query(
    'SELECT * FROM mail_outbox WHERE id = $1',
    [id],
  );
  return rows[0];
};
const recorded = async (): Promise<{ type: string; actor: string; body: Record<string, unknown> }[]> => {
  const rows: { type: string; actor: string; body: string }[] = await casework.agency.databases.main.query(
    `SELECT type, actor, body FROM ledger_entry WHERE stream = 'administration' ORDER BY seq`,
  );
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Record<string, unknown> }));
};
const tasksOf = async (who: string): Promise<{ kind: string }[]> => {
  const answer = await casework.api(who, 'GET', '/api/v1/tasks');
  return ((await answer.json()) as { tasks: { kind: string }[] }).tasks;
};
const administrator = (language: 'th' | 'en' = 'en'): Promise<Visitor> =>
  Visitor.signedIn(casework.url, 'administrator-1', language);
/** Sends what no form on the page would send, with the page's own token. */
async function press(visitor: Visitor, action: string): Promise<Visited> {
  await visitor.get('/worklist');
  return visitor.post(action, {});
}
const officer = {
  name: 'นายพีรพล',
  position: 'นักวิชาการ',
  unit: 'finance',
  roles: 'officer',
  personnelRegime: 'ocsc',
  password: '',
  isActive: 'yes',
};

describe('an address that refuses mail', () => {
  it('is on the administrator’s first page with the person’s name and form', async () => {
    await refused(toStaff('officer-finance-1'));
    const { path, page, text } = await (await administrator()).get('/');
    expect(path).toBe('/worklist');
    expect(text).toContain('The mails wait until the address is changed');
    const [link] = page.querySelectorAll('main a');
    expect(link?.getAttribute('href')).toBe('/administration/people/officer-finance-1');
    expect(await tasksOf('administrator-1')).toEqual([
      {
        kind: 'mend-address',
        role: 'administrator',
        subject: 'staff:officer-finance-1',
        staff: 'officer-finance-1',
        isBeingSentAgain: false,
        href: '/administration/people/officer-finance-1',
      },
    ]);
  });

  it('is nobody else’s to see or to set aside, nor that of whoever covers for the administrator', async () => {
    await refused(toStaff('officer-finance-1'));
    const visitor = await administrator();
    await visitor.get('/administration/delegations');
    const leave = { staff: 'administrator-2', delegate: 'desk-2', from: '2026-02-01', to: '2026-02-28' };
    await visitor.send('/administration/delegations', leave);
    for (const who of ['desk-2', 'officer-finance-1', 'head-finance', 'governor', 'auditor-1']) {
      expect([who, (await tasksOf(who)).filter(({ kind }) => kind === 'mend-address')]).toEqual([who, []]);
      const page = await (await Visitor.signedIn(casework.url, who)).get('/worklist');
      expect([who, page.status, page.text.includes('refuse')]).toEqual([who, 200, false]);
    }
    const desk = await Visitor.signedIn(casework.url, 'desk-2');
    const { status } = await press(desk, '/administration/refused-addresses/staff:officer-finance-1/removal');
    expect(status).toBe(403);
    expect(await tasksOf('administrator-1')).toHaveLength(1);
  });

  it('gets its mails again once it is changed, and the page says so until one has arrived', async () => {
    const mail = await refused(toStaff('officer-finance-1'));
    const visitor = await administrator();
    const form = '/administration/people/officer-finance-1';
    await visitor.get(form);
    const wrong = await visitor.send(form, { ...officer, email: 'nowhere' });
    expect([wrong.status, (await mailOf(mail))?.refused_at]).toEqual([400, expect.any(Date)]);
    await visitor.send(form, { ...officer, email: 'officer-finance-1-new@trat.example' });
    expect(await mailOf(mail)).toMatchObject({ refused_at: null, attempts: 0 });
    expect((await recorded()).at(-1)).toMatchObject({
      type: 'StaffChanged',
      actor: 'staff:administrator-1',
      body: { staff: 'officer-finance-1', isEmailNew: true },
    });
    expect(JSON.stringify(await recorded())).not.toContain('@');
    expect((await visitor.get('/worklist')).text).toContain('being sent again');
  });

  it('keeps its mails while the person is changed but not the address', async () => {
    const mail = await refused(toStaff('head-finance'));
    const visitor = await administrator();
    await visitor.get('/administration/people/head-finance');
    const same = { ...officer, roles: 'head-of-unit', email: 'head-finance@trat.example' };
    await visitor.send('/administration/people/head-finance', same);
    expect((await mailOf(mail))?.refused_at).not.toBeNull();
    expect(await tasksOf('administrator-1')).toHaveLength(1);
  });

  it('asks for nothing more of somebody who has left', async () => {
    await refused(toStaff('officer-finance-2'));
    const visitor = await administrator();
    await visitor.get('/administration/people/officer-finance-2');
    const gone = { ...officer, isActive: '', email: 'officer-finance-2@trat.example' };
    await visitor.send('/administration/people/officer-finance-2', gone);
    expect(await tasksOf('administrator-1')).toEqual([]);
  });

  it('that is a complainant’s shows nothing of who or which case, and can be set aside once', async () => {
    const mail = await refused({ kind: 'complainant' });
    const visitor = await administrator('th');
    const { page, text } = await visitor.get('/worklist');
    expect(text).toContain('จดหมายของเรื่องหนึ่งถูกปฏิเสธ');
    expect(page.toString()).not.toMatch(/TRT-|somchai|@example/);
    expect(page.querySelectorAll('main a')).toEqual([]);
    expect(JSON.stringify(await tasksOf('administrator-1'))).not.toMatch(/TRT-|somchai|@example/);

    const action = `/administration/refused-addresses/mail:${mail}/removal`;
    expect((await visitor.send(action, {})).path).toBe('/worklist');
    expect(await tasksOf('administrator-1')).toEqual([]);
    expect((await recorded()).at(-1)).toEqual({
      type: 'RefusedAddressSetAside',
      actor: 'staff:administrator-1',
      body: { subject: `mail:${mail}` },
    });
    const before = (await recorded()).length;
    const again = await press(visitor, action);
    expect([again.status, (await recorded()).length]).toEqual([404, before]);
  });
});
