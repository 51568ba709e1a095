import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMs, HOUR_MS } from '#domain/time/instant.js';
import { rename } from '#persistence/former-naming-store.js';
import { changeStaff, findStaff } from '#persistence/staff-store.js';
import { AgencyForTests, OPENED_AT } from '../../test/support/agency.js';
import { filingContext } from './filing-context.js';
import { complaintInput } from './filing.builder.js';
import { matchSubjects } from './name-matching.js';

let agency: AgencyForTests;
beforeAll(async () => {
  agency = await AgencyForTests.open();
}, 60_000);
afterAll(() => agency?.close());

describe('the context of filings', () => {
  it('knows a name that was changed, and prepares the names of an unchanged directory once', async () => {
    const { manager } = agency.databases.main;
    const context = filingContext(manager);
    const after = (hours: number) => context(addMs(OPENED_AT, hours * HOUR_MS));
    const first = await after(1);
    expect((await after(2)).names).toBe(first.names);

    const accused = [{ name: 'นางสาวสมศรี มีเกียรติ' }];
    const matched = (names: typeof first.names): string[] =>
      matchSubjects(complaintInput({ accused }), names).persons;
    expect(matched(first.names)).toEqual([]);
    await changeStaff(manager, 'desk-1', { name: 'นางสมศรี มีเกียรติ์' });
    expect(matched((await after(3)).names)).toEqual(['desk-1']);
    await changeStaff(manager, 'desk-1', { isActive: false });
    expect(matched((await after(4)).names)).toEqual(['desk-1']);
  });

  it('knows whoever was renamed before the filing by the former name and the former post', async () => {
    const { manager } = agency.databases.main;
    const context = filingContext(manager);
    const before = (await findStaff(manager, 'head-strategy'))!;
    const other = { name: 'นายคนใหม่ ไม่มีใครรู้จัก', position: 'เจ้าหน้าที่ทั่วไป' };
    await rename(manager, before, other, OPENED_AT);
    const { names } = await context(addMs(OPENED_AT, 5 * HOUR_MS));
    const persons = (details: string): string[] => matchSubjects(complaintInput({ details }), names).persons;
    expect(persons(`พบว่า${before.name}เรียกเงิน`)).toEqual(['head-strategy']);
    expect(persons(`พบว่า${before.position}เรียกเงิน`)).toEqual(['head-strategy']);
    expect(persons(`พบว่า${other.name}เรียกเงิน`)).toEqual(['head-strategy']);

    const successor = (await findStaff(manager, 'officer-strategy-1'))!;
    await rename(manager, successor, { ...successor, position: before.position }, OPENED_AT);
    const later = (await context(addMs(OPENED_AT, 6 * HOUR_MS))).names;
    const details = `พบว่า${before.position}เรียกเงิน`;
    expect(matchSubjects(complaintInput({ details }), later).persons).toEqual([
      'head-strategy',
      'officer-strategy-1',
    ]);
  });
});
