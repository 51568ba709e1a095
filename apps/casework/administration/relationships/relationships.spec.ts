import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeStaff } from '#persistence/staff-store.js';
import { CaseworkForTests } from '../../casework.fake.js';
import { tokensOf } from '../../casework.js';
import { Visitor } from '../../visitor.fake.js';
import { readRelationships } from './relationship.form.js';

const idOf = (name: string): string | undefined =>
  ['somchai', 'somsri'].includes(name) ? `${name}-id` : undefined;
const read = (...lines: string[]) => readRelationships(lines.join('\r\n'), idOf);

describe('a list of relationships', () => {
  it('is read whatever the order of its columns, in Thai and English', () => {
    const one = { staff: 'somchai-id', other: 'somsri-id', kind: 'collateral', degree: 2 };
    expect(read('degree,kind,other,staff', '2,sibling or cousin,somsri,somchai')).toEqual({
      relationships: [one],
    });
    expect(read('บุคลากร,เกี่ยวข้องกับ,ความสัมพันธ์,ชั้น', 'somchai,somsri,คู่สมรสหรือคู่หมั้น,')).toEqual({
      relationships: [{ ...one, kind: 'spouse', degree: null }],
    });
  });

  it('names every line that is wrong', () => {
    const lines = [
      'nobody,somsri,spouse,',
      'somchai,somchai,friend,x',
      'somchai,somsri,in-law,',
      'somchai,somsri,spouse,1',
    ];
    expect(read('staff,other,kind,degree', ...lines)).toEqual({
      faults: [
        { line: 2, fault: 'staff' },
        { line: 3, fault: 'kind' },
        { line: 3, fault: 'degree' },
        { line: 4, fault: 'degree' },
        { line: 5, fault: 'degree' },
      ],
    });
  });
});

describe('the page of relationships', () => {
  let casework: CaseworkForTests;
  beforeAll(async () => {
    casework = await CaseworkForTests.open();
  }, 60_000);
  afterAll(() => casework?.close());

  const page = '/administration/relationships';
  const APPROVALS = '/administration/approvals';
  const administrator = async (language: 'th' | 'en' = 'en'): Promise<Visitor> => {
    const visitor = await Visitor.signedIn(casework.url, 'administrator-1', language);
    await visitor.get(page);
    return visitor;
  };
  const manager = () => casework.agency.databases.main.manager;
  const token = (who: string): string => tokensOf(casework.surroundings())('person', who);
  /** The newest entries of the administration stream, the newest first. */
  const entries = async (): Promise<{ type: string; body: unknown }[]> => {
    const rows: { type: string; body: string }[] = await manager().query(
      `SELECT type, body FROM ledger_entry WHERE stream = 'administration' ORDER BY seq DESC LIMIT 2`,
    );
    return rows.map(({ type, body }) => ({ type, body: JSON.parse(body) as unknown }));
  };
  /** Approves what waits; the status of the answer. */
  const approve = async (who: string): Promise<number> => {
    const visitor = await Visitor.signedIn(casework.url, who);
    await visitor.get(APPROVALS);
    const rows: { id: string }[] = await manager().query(
      `SELECT id FROM proposed_change WHERE decided_at IS NULL`,
    );
    return (await visitor.post(`${APPROVALS}/${rows[0]?.id ?? ''}/approval`, {})).status;
  };
  const statusFor = async (who: string, reference: string): Promise<number> =>
    (await casework.api(who, 'GET', `/api/v1/complaints/${reference}`)).status;

  it('keeps a relative of whoever is named out of the case at once, and lets them in again', async () => {
    const reference = await casework.file({}, ['officer-finance-1']);
    expect(await statusFor('desk-2', reference)).toBe(200);
    const visitor = await administrator();
    const one = { staff: 'officer-finance-1', other: 'desk-2', kind: 'collateral', degree: '3' };
    expect((await visitor.send(page, one)).text).toContain('that waits for a second person');
    expect(await statusFor('desk-2', reference)).toBe(200);
    expect(await approve('administrator-1')).toBe(403);
    expect(await approve('administrator-2')).toBe(200);
    expect(await statusFor('desk-2', reference)).toBe(404);
    expect(await statusFor('desk-1', reference)).toBe(200);
    for (const path of ['/cases', '/worklist', '/api/v1/complaints', '/api/v1/tasks'])
      expect(await (await casework.api('desk-2', 'GET', path)).text()).not.toContain(reference);

    const distant = { ...one, degree: '4' };
    await visitor.send(page, distant);
    await approve('administrator-2');
    expect(await statusFor('desk-2', reference)).toBe(200);
    const forms = (await visitor.get(page)).page
      .querySelectorAll('form')
      .map((form) => form.getAttribute('action'));
    const removal = forms.find((action) => action?.endsWith('/removal')) ?? '';
    expect((await visitor.send(removal, {})).text).toContain('No relationship is on record');
  });

  it('stores nothing of a list in which one line is wrong, and says which in Thai', async () => {
    const visitor = await administrator('th');
    const csv = 'staff,other,kind,degree\ndesk-1,desk-2,spouse,\ndesk-1,nobody,spouse,';
    const wrong = await visitor.sendFiles(`${page}/import`, [['list.csv', csv]]);
    expect([wrong.status, wrong.text.includes('บรรทัด 3: ไม่มีบุคลากรนี้')]).toEqual([400, true]);
    expect(wrong.text).toContain('ยังไม่มีความสัมพันธ์ที่บันทึกไว้');
  });

  it.each(['desk-1', 'auditor-1', 'custodian-1', 'governor'])(
    'takes no case from %s by one administrator’s word',
    async (who) => {
      const reference = await casework.file({}, ['head-strategy']);
      const before = await statusFor(who, reference);
      const csv = `staff,other,kind,degree\n${who},head-strategy,business,\nofficer-centre-1,head-strategy,business,`;
      const visitor = await administrator();
      expect((await visitor.sendFiles(`${page}/import`, [['list.csv', csv]])).text).toContain(
        'that waits for a second person',
      );
      expect(await statusFor(who, reference)).toBe(before);
      const [proposed, recorded] = await entries();
      expect(recorded).toMatchObject({
        type: 'RelationshipsRecorded',
        body: { count: 1, pairs: [[token('officer-centre-1'), token('head-strategy')]] },
      });
      expect(proposed).toMatchObject({ type: 'ChangeProposed', body: { kind: 'relationship' } });
      expect((proposed?.body as { persons: string[] }).persons.sort()).toEqual(
        [token(who), token('head-strategy')].sort(),
      );
      const approval = await (await Visitor.signedIn(casework.url, 'administrator-2')).get(APPROVALS);
      expect(approval.text).toContain('are to be on record as related');
      await casework.agency.databases.main.query(
        `UPDATE proposed_change SET decided_at = now() WHERE decided_at IS NULL`,
      );
    },
  );

  it.each([
    ['en', 'nobody who can approve it yet', 'Nobody can approve this yet'],
    ['th', 'ยังไม่มีผู้ใดอนุมัติได้', 'ขณะนี้ยังไม่มีผู้ใดอนุมัติได้'],
  ] as const)('says in %s when the only second person is the other one', async (language, said, listed) => {
    await changeStaff(manager(), 'administrator-2', { isActive: false });
    const visitor = await administrator(language);
    const one = { staff: 'desk-1', other: 'governor', kind: 'spouse', degree: '' };
    const sent = await visitor.send(page, one);
    expect(sent.page.querySelector('[role=alert]')?.text).toContain(said);
    expect(sent.page.querySelectorAll('.govuk-notification-banner--success')).toHaveLength(0);
    expect((await visitor.get(APPROVALS)).text).toContain(listed);
    expect(await approve('governor')).toBe(403);

    await changeStaff(manager(), 'administrator-2', { isActive: true });
    await visitor.get(page);
    expect((await visitor.send(page, one)).text).not.toContain(said);
    expect((await visitor.get(APPROVALS)).text).not.toContain(listed);
    expect(await approve('administrator-2')).toBe(200);
  });

  it('keeps what was typed where the degree is missing, and tells the ledger of no kinship', async () => {
    const visitor = await administrator();
    const wrong = await visitor.send(page, { staff: 'desk-1', other: 'desk-2', kind: 'in-law' });
    expect([wrong.status, wrong.text.includes('Enter or choose: Degree')]).toEqual([400, true]);
    expect(wrong.page.querySelector('#staff option[selected]')?.getAttribute('value')).toBe('desk-1');
    const rows: { body: string }[] = await casework.agency.databases.main.query(
      `SELECT body FROM ledger_entry WHERE type LIKE 'Relationship%' OR body::jsonb->>'kind' = 'relationship'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ body }) => body).join()).not.toMatch(/desk-|collateral/);
  });
});
