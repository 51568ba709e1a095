import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';
import { readPersonnelActions } from './personnel-action-list.js';

const idOf = (name: string): string | undefined => (name === 'somchai' ? 'officer-1' : undefined);
const read = (...lines: string[]) => readPersonnelActions(lines.join('\r\n'), idOf);

describe('a list of personnel actions', () => {
  it('is read whatever the order of its columns, in either era, in Thai and English', () => {
    const action = { staff: 'officer-1', kind: 'transfer', takenOn: '2026-02-05', source: 'คำสั่ง 12/2569' };
    expect(read('\ufeffsource,date,kind,staff', 'คำสั่ง 12/2569,2026-02-05,transfer,somchai')).toEqual({
      actions: [action],
    });
    expect(read('บุคลากร,ประเภท,วันที่,ที่มา', 'somchai,โยกย้าย,๕/๒/๒๕๖๙,คำสั่ง 12/2569')).toEqual({
      actions: [action],
    });
  });

  it('names every line that is wrong', () => {
    const lines = ['nobody,pay,2026-02-05,1', 'somchai,gift,31/2/2569,', 'somchai,pay,2026-02-05,2'];
    expect(read('staff,kind,date,source', ...lines)).toEqual({
      faults: [
        { line: 2, fault: 'staff' },
        { line: 3, fault: 'kind' },
        { line: 3, fault: 'date' },
        { line: 3, fault: 'source' },
      ],
    });
  });

  it.each([
    ['columns', 'staff,kind'],
    ['empty', 'staff,kind,date,source'],
    ['unreadable', 'staff,kind,date,source\n"somchai'],
  ])('says that all of it is wrong: %s', (fault, csv) => {
    expect(readPersonnelActions(csv, idOf)).toEqual({ faults: [{ line: 0, fault }] });
  });
});

describe('the page of personnel actions', () => {
  let casework: CaseworkForTests;
  beforeAll(async () => {
    casework = await CaseworkForTests.open();
  }, 60_000);
  afterAll(() => casework?.close());
  const rows = (): Promise<unknown[]> =>
    casework.agency.databases.main.query(`SELECT staff, kind, source FROM personnel_action ORDER BY id`);
  const custodian = (language: 'th' | 'en' = 'en'): Promise<Visitor> =>
    Visitor.signedIn(casework.url, 'custodian-1', language);

  it('takes one, and a list of which the same row twice is one', async () => {
    const visitor = await custodian();
    await visitor.get('/personnel-actions');
    const day = { 'takenOn-day': '3', 'takenOn-month': '2', 'takenOn-year': '2569' };
    const one = { staff: 'officer-finance-1', kind: 'appraisal', source: '1/2569', ...day };
    expect((await visitor.send('/personnel-actions', one)).text).toContain('Recorded.');
    const csv = ['staff,kind,date,source', ...Array<string>(2).fill('desk-1,pay,4/2/2569,2/2569')].join('\n');
    const imported = await visitor.sendFiles('/personnel-actions/import', [['list.csv', csv]]);
    expect(imported.path).toBe('/personnel-actions?recorded=yes');
    expect(await rows()).toEqual([
      { staff: 'officer-finance-1', kind: 'appraisal', source: '1/2569' },
      { staff: 'desk-1', kind: 'pay', source: '2/2569' },
    ]);
    const recorded: { body: string }[] = await casework.agency.databases.main.query(
      `SELECT body FROM ledger_entry WHERE type = 'PersonnelActionsRecorded' ORDER BY seq`,
    );
    expect(recorded.map(({ body }) => JSON.parse(body) as unknown)).toEqual([{ count: 1 }, { count: 2 }]);
  });

  it('stores nothing of a list in which one line is wrong, and says which in Thai', async () => {
    const before = (await rows()).length;
    const visitor = await custodian('th');
    await visitor.get('/personnel-actions');
    const csv = 'staff,kind,date,source\ndesk-2,pay,4/2/2569,9\nnobody,pay,4/2/2569,9';
    const wrong = await visitor.sendFiles('/personnel-actions/import', [['list.csv', csv]]);
    expect([wrong.status, wrong.text.includes('บรรทัด 3: ไม่มีบุคลากรนี้')]).toEqual([400, true]);
    expect((await rows()).length).toBe(before);
  });

  it('keeps what was typed where something is missing', async () => {
    const visitor = await custodian();
    await visitor.get('/personnel-actions');
    const wrong = await visitor.send('/personnel-actions', { kind: 'pay', source: 'คำสั่ง 7' });
    expect([wrong.status, wrong.text.includes('Enter or choose: Member of staff')]).toEqual([400, true]);
    expect(wrong.page.querySelector('#source')?.getAttribute('value')).toBe('คำสั่ง 7');
  });
});
