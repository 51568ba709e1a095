import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeStaff } from '#persistence/staff-store.js';
import { listUnits, saveUnit } from '#persistence/unit-store.js';
import { CaseworkForTests } from '../../casework.fake.js';
import { tokensOf } from '../../casework.js';
import { Visitor } from '../../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const manager = () => casework.agency.databases.main.manager;
const unitOf = async (id: string) => (await listUnits(manager())).find((unit) => unit.id === id);
const giveUp = async (id: string) => saveUnit(manager(), { ...(await unitOf(id))!, isActive: false });

describe('giving up a unit', () => {
  const send = async (id: string, changes: Record<string, string>, language: 'th' | 'en' = 'en') => {
    const administrator = await Visitor.signedIn(casework.url, 'administrator-1', language);
    await administrator.get('/administration/units');
    const known = await unitOf(id);
    const fields = { id, nameTh: known?.name.th ?? id, nameEn: id, parent: known?.parent ?? '' };
    return administrator.send('/administration/units', { ...fields, ...changes });
  };

  it('is refused while somebody works there or a unit below is in use, in both languages', async () => {
    const staffed = await send('finance', {});
    expect([staffed.status, staffed.text]).toEqual([400, expect.stringContaining('People still work')]);
    expect((await send('finance', {}, 'th')).text).toContain('ยังมีบุคลากร');
    await changeStaff(manager(), 'head-office', { isActive: false });
    const parent = await send('provincial-office', {});
    expect([parent.status, parent.text]).toEqual([400, expect.stringContaining('unit below')]);
    expect((await send('provincial-office', {}, 'th')).text).toContain('ยังมีหน่วยงานภายใต้');
    for (const id of ['finance', 'provincial-office']) expect((await unitOf(id))?.isActive).toBe(true);
  });

  it('is possible once it stands empty, and no unit comes to life below it', async () => {
    await send('archive', { parent: 'agency', isActive: 'yes' });
    expect((await send('archive', { parent: 'agency' })).status).toBe(200);
    expect((await unitOf('archive'))?.isActive).toBe(false);
    expect((await send('shelf', { parent: 'archive', isActive: 'yes' })).status).toBe(400);
  });

  it('takes it off the units that a new case may go to', async () => {
    const reference = await casework.file();
    const name = { th: 'หอจดหมายเหตุ', en: 'Archive' };
    await saveUnit(manager(), { id: 'archive', name, parent: 'agency', isActive: false });
    const path = `/api/v1/complaints/${reference}/commands/accept`;
    const answer = await casework.api('desk-1', 'POST', path, { unit: 'archive' });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      409,
      'UnitNotAvailable',
    ]);
    const form = await (await casework.api('desk-1', 'GET', `/cases/${reference}/accept`)).text();
    expect([form.includes('value="finance"'), form.includes('value="archive"')]).toEqual([true, false]);
  });
});

describe('the people of a unit that was given up', () => {
  it.each([
    ['it', 'strategy'],
    ['the unit above it', 'provincial-office'],
  ])('are kept out when %s is accused', async (_, accused) => {
    await changeStaff(manager(), 'auditor-2', { unit: 'strategy' });
    await giveUp('strategy');
    const reference = await casework.file();
    expect((await casework.api('auditor-2', 'GET', `/cases/${reference}`)).status).toBe(200);
    const units = [tokensOf(casework.surroundings())('unit', accused)];
    await casework.act('desk-1', reference, 'add-accused', {
      persons: [],
      units,
      subject: { id: 'text', hash: 'hash' },
    });
    expect((await casework.api('auditor-2', 'GET', `/cases/${reference}`)).status).toBe(404);
    expect((await casework.api('auditor-1', 'GET', `/cases/${reference}`)).status).toBe(200);
  });
});
