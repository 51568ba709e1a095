import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '#domain/policy/role.js';
import { changeStaff, findStaff } from '#persistence/staff-store.js';
import { CaseworkForTests } from '../../casework.fake.js';
import { linkInMail } from '../../invited.fake.js';
import { Visitor, type Visited } from '../../visitor.fake.js';

let casework: CaseworkForTests;
beforeEach(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterEach(() => casework?.close());

const PEOPLE = '/administration/people';
const APPROVALS = '/administration/approvals';
const NEW = 'ทะเลหมอกบนเขาสูง 2569';
const as = (who: string): Promise<Visitor> => Visitor.signedIn(casework.url, who);
const manager = () => casework.agency.databases.main.manager;
const rolesOf = async (who: string): Promise<Role[]> => (await findStaff(manager(), who))?.roles ?? [];
const emailOf = async (who: string): Promise<string> => (await findStaff(manager(), who))?.email ?? '';

/** The person's page, saved by somebody with these changes. */
async function save(by: string, who: string, changes: Record<string, string | string[]>): Promise<Visited> {
  const visitor = await as(by);
  await visitor.get(`${PEOPLE}/${who}`);
  const { name, position, email, unit, roles, personnelRegime } = (await findStaff(manager(), who))!;
  const fields = { name, position, email, unit, roles, personnelRegime, isActive: 'yes', ...changes };
  return visitor.send(`${PEOPLE}/${who}`, fields);
}
/** Presses the first button of that kind on the page of approvals; null where there is none. */
async function decide(by: string, what: 'approval' | 'refusal'): Promise<Visited | null> {
  const visitor = await as(by);
  const { page } = await visitor.get(APPROVALS);
  const action = page
    .querySelectorAll('form')
    .map((form) => form.getAttribute('action') ?? '')
    .find((one) => one.endsWith(`/${what}`));
  return action === undefined ? null : visitor.send(action, {});
}
const waitingId = async (): Promise<string> => {
  const rows: { id: string }[] = await manager().query(
    `SELECT id FROM proposed_change WHERE decided_at IS NULL`,
  );
  return rows[0]?.id ?? '';
};
const administrationOf = (who: string): Promise<{ type: string; actor: string; body: string }[]> =>
  manager().query(
    `SELECT type, actor, body FROM ledger_entry WHERE stream = 'administration' AND body::jsonb->>'staff' = $1
     ORDER BY seq`,
    [who],
  );

describe('an administrator who makes themselves custodian', () => {
  it('is not, before another administrator has approved', async () => {
    const saved = await save('administrator-1', 'administrator-1', { roles: ['administrator', 'custodian'] });
    expect([saved.path, saved.text]).toEqual([
      `${PEOPLE}?done=waits`,
      expect.stringContaining('is to become: Custodian'),
    ]);
    expect(await rolesOf('administrator-1')).toEqual(['administrator']);
    expect(await decide('administrator-1', 'approval')).toBeNull();
    const self = await as('administrator-1');
    await self.get(APPROVALS);
    expect((await self.post(`${APPROVALS}/${await waitingId()}/approval`, {})).status).toBe(403);

    await decide('administrator-2', 'approval');
    expect(await rolesOf('administrator-1')).toEqual(['administrator', 'custodian']);
    const entries = await administrationOf('administrator-1');
    expect(entries.map(({ type, actor }) => [type, actor])).toEqual([
      ['ChangeProposed', 'staff:administrator-1'],
      ['StaffChanged', 'staff:administrator-1'],
      ['ChangeApproved', 'staff:administrator-2'],
    ]);
    expect(JSON.parse(entries[2]?.body ?? '{}')).toEqual({
      staff: 'administrator-1',
      kind: 'roles',
      roles: ['custodian'],
      askedBy: 'administrator-1',
    });
  });

  it('is not when the other one refuses, nor after taking it back', async () => {
    for (const by of ['administrator-2', 'administrator-1']) {
      await save('administrator-1', 'administrator-1', { roles: ['administrator', 'custodian'] });
      expect((await decide(by, 'refusal'))?.text).toContain('Nothing waits');
    }
    expect(await rolesOf('administrator-1')).toEqual(['administrator']);
  });

  it('is not when two answer at once', async () => {
    await save('administrator-1', 'desk-1', { roles: ['central-desk', 'auditor'] });
    const visitor = await as('administrator-2');
    await visitor.get(APPROVALS);
    const id = await waitingId();
    const answers = await Promise.all(
      ['approval', 'refusal'].map((what) => visitor.post(`${APPROVALS}/${id}/${what}`, {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
  });
});

describe('who approves', () => {
  it('is the head of the agency where there is no other administrator', async () => {
    await changeStaff(manager(), 'administrator-2', { isActive: false });
    await save('administrator-1', 'desk-1', { roles: ['central-desk', 'auditor'] });
    expect((await (await as('governor')).get('/worklist')).page.toString()).toContain(APPROVALS);
    await decide('governor', 'approval');
    expect(await rolesOf('desk-1')).toEqual(['central-desk', 'auditor']);
  });

  it('is not the person whom it is about', async () => {
    await save('administrator-1', 'administrator-2', { roles: ['administrator', 'auditor'] });
    expect(await decide('administrator-2', 'approval')).toBeNull();
    await decide('governor', 'approval');
    expect(await rolesOf('administrator-2')).toEqual(['administrator', 'auditor']);
  });

  it('is not the head of the agency while another administrator can', async () => {
    await save('administrator-1', 'desk-1', { roles: ['central-desk', 'custodian'] });
    expect(await decide('governor', 'approval')).toBeNull();
  });

  it('is nobody yet where only the one whom it is about is left, which is said at once and wherever it waits', async () => {
    await save('administrator-1', 'administrator-2', {});
    await as('administrator-2');
    await changeStaff(manager(), 'administrator-2', { isActive: false });
    const saved = await save('administrator-1', 'governor', { name: 'นายใหม่ เอี่ยมอ่อง' });
    expect(saved.path).toBe(`${PEOPLE}?done=hasNobody`);
    expect(saved.page.querySelectorAll('.govuk-notification-banner--success')).toHaveLength(0);
    const banner = saved.page.querySelector('.govuk-notification-banner')?.text;
    expect(banner).toContain('nobody can approve it yet. Appoint another administrator');
    for (const text of [
      saved.page.querySelector('.govuk-inset-text')?.text,
      (await (await as('administrator-1')).get(APPROVALS)).text,
    ])
      expect(text).toContain('Nobody can approve this yet');

    await changeStaff(manager(), 'administrator-2', { isActive: true });
    expect((await (await as('administrator-1')).get(PEOPLE)).text).not.toContain('Nobody can approve');
    expect((await decide('administrator-2', 'approval'))?.text).toContain('Nothing waits');
  });

  it('is nobody of the other roles', async () => {
    for (const who of ['desk-1', 'auditor-1', 'custodian-1', 'head-finance'])
      expect((await (await as(who)).get(APPROVALS)).status).toBe(403);
  });
});

describe('what else needs a second person', () => {
  it('is a new person with such a role: invited when it is approved', async () => {
    const administrator = await as('administrator-1');
    await administrator.get(PEOPLE);
    await administrator.send(PEOPLE, {
      ...{ username: 'custodian-3', name: 'นางใหม่ ใจซื่อ', position: 'นิติกร', email: 'new@trat.example' },
      ...{ unit: 'finance', roles: 'custodian', personnelRegime: 'ocsc', isActive: 'yes' },
    });
    expect([await rolesOf('custodian-3'), await linkInMail(casework.agency, 'custodian-3')]).toEqual([
      [],
      null,
    ]);
    const page = await (await as('administrator-2')).get(APPROVALS);
    expect(page.text).toContain('นางใหม่ ใจซื่อ (new@trat.example) is to become: Custodian');
    expect((await decide('administrator-2', 'approval'))?.text).toContain('Approved.');
    const ledger = (await (await as('auditor-1')).get('/ledger')).text;
    expect(ledger).toContain('นางใหม่ ใจซื่อ (นิติกร) · Roles · Custodian');
    const visitor = new Visitor(casework.url);
    await visitor.get((await linkInMail(casework.agency, 'custodian-3')) ?? '');
    expect((await visitor.send('/invitation', { password: NEW, repeated: NEW })).status).toBe(200);
    expect(await rolesOf('custodian-3')).toEqual(['custodian']);
  });

  it('is the address of such a person, to whom a link would go', async () => {
    await save('administrator-1', 'custodian-1', { email: 'administrator-1@trat.example' });
    expect(await emailOf('custodian-1')).toBe('custodian-1@trat.example');
    await save('administrator-1', 'desk-1', { email: 'desk@trat.example' });
    expect(await emailOf('desk-1')).toBe('desk@trat.example');
    await decide('administrator-2', 'approval');
    expect(await emailOf('custodian-1')).toBe('administrator-1@trat.example');
    const bodies = await administrationOf('custodian-1');
    expect(JSON.stringify(bodies)).not.toContain('trat.example');
  });

  it.each(['custodian-1', 'head-strategy', 'administrator-1'])(
    'is another name or post of %s',
    async (who) => {
      const { name, position, unit } = (await findStaff(manager(), who))!;
      const other = { name: 'นายคนใหม่ ไม่มีใครรู้จัก', position: 'เจ้าหน้าที่ทั่วไป' };
      const saved = await save('administrator-1', who, other);
      expect(saved.path).toBe(`${PEOPLE}?done=waits`);
      expect(await findStaff(manager(), who)).toMatchObject({ name, position, unit });
      const page = await (await as('administrator-2')).get(APPROVALS);
      expect(page.text).toContain(`${name} (${position}) is to be called: นายคนใหม่ ไม่มีใครรู้จัก (เจ้าหน้าที่ทั่วไป)`);
      await decide('administrator-2', 'approval');
      expect(await findStaff(manager(), who)).toMatchObject(other);
      const former: unknown[] = await manager().query(`SELECT staff, name, position FROM former_naming`);
      expect(former).toEqual([{ staff: who, name, position }]);
      const bodies = (await administrationOf(who)).map(({ body }) => body);
      expect(bodies.map((body) => JSON.parse(body) as object)).toEqual([
        { staff: who, kind: 'naming', askedBy: 'administrator-1' },
        expect.objectContaining({ isNameNew: false, isPositionNew: false }),
        { staff: who, kind: 'naming', askedBy: 'administrator-1' },
      ]);
      expect(bodies.join()).not.toContain('คนใหม่');
    },
  );

  it('is not a new name of anybody else: the ledger says that there is one, and the former is kept', async () => {
    const { name, position } = (await findStaff(manager(), 'officer-finance-1'))!;
    await save('administrator-1', 'officer-finance-1', { name: 'นางสาวชื่อใหม่ สกุลใหม่' });
    expect((await findStaff(manager(), 'officer-finance-1'))?.name).toBe('นางสาวชื่อใหม่ สกุลใหม่');
    const [entry] = await administrationOf('officer-finance-1');
    expect(JSON.parse(entry?.body ?? '{}')).toMatchObject({ isNameNew: true, isPositionNew: false });
    const former: unknown[] = await manager().query(`SELECT staff, name, position FROM former_naming`);
    expect(former).toEqual([{ staff: 'officer-finance-1', name, position }]);
  });

  it('is letting the access of such a person begin anew', async () => {
    const custodian = await as('custodian-1');
    const administrator = await as('administrator-1');
    await administrator.get(`${PEOPLE}/custodian-1`);
    const asked = await administrator.send(`${PEOPLE}/custodian-1/reset`, {});
    expect(asked.text).toContain('The rest waits for a second person');
    expect((await custodian.get('/account')).path).toBe('/account');
    await decide('administrator-2', 'approval');
    expect((await custodian.get('/account')).path).toContain('/sign-in');
    expect(await linkInMail(casework.agency, 'custodian-1')).not.toBeNull();
  });

  it('is making somebody active again who had such a role', async () => {
    await changeStaff(manager(), 'custodian-1', { isActive: false });
    await save('administrator-1', 'custodian-1', {});
    expect(await rolesOf('custodian-1')).toEqual([]);
    await decide('administrator-2', 'approval');
    expect(await rolesOf('custodian-1')).toEqual(['custodian']);
  });

  it('is not taking such a role away', async () => {
    await save('administrator-1', 'custodian-1', { roles: ['officer'] });
    expect(await rolesOf('custodian-1')).toEqual(['officer']);
  });
});

describe('the first administrator', () => {
  /** Everybody else gone, as in an agency that has just begun. */
  const alone = async (): Promise<void> => {
    await manager().query(`UPDATE staff SET is_active = false WHERE id <> 'administrator-1'`);
  };
  const appoint = async (username: string, roles: string): Promise<Visited> => {
    const administrator = await as('administrator-1');
    await administrator.get(PEOPLE);
    return administrator.send(PEOPLE, {
      ...{ username, name: 'นางใหม่ ใจซื่อ', position: 'นิติกร', email: `${username}@trat.example` },
      ...{ unit: 'finance', roles, personnelRegime: 'ocsc', isActive: 'yes' },
    });
  };

  it('appoints a second one alone, as long as nobody could approve, and the ledger says so', async () => {
    await alone();
    await appoint('second', 'administrator');
    expect(await rolesOf('second')).toEqual(['administrator']);
    expect(JSON.parse((await administrationOf('second'))[0]?.body ?? '{}')).toMatchObject({
      approval: 'nobody-yet',
    });
  });

  it('does so for no other role, and not for themselves', async () => {
    await alone();
    await appoint('watcher', 'auditor');
    await save('administrator-1', 'administrator-1', { roles: ['administrator', 'head-of-agency'] });
    expect([await rolesOf('watcher'), await rolesOf('administrator-1')]).toEqual([[], ['administrator']]);
    expect((await (await as('administrator-1')).get(APPROVALS)).text).toContain(
      'Nobody can approve this yet',
    );
  });

  it('never again once somebody was there who could approve, also when that person was taken away', async () => {
    await alone();
    await appoint('second', 'administrator');
    const second = new Visitor(casework.url);
    await second.get((await linkInMail(casework.agency, 'second')) ?? '');
    await second.send('/invitation', { password: NEW, repeated: NEW });
    await save('administrator-1', 'second', { roles: ['officer'], isActive: '' });
    await appoint('third', 'administrator');
    expect(await rolesOf('third')).toEqual([]);
  });
});
