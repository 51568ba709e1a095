import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';
import { accuse, protectedCase, someText } from './protected-case.builder.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const as = (who: string, language: 'th' | 'en' = 'en'): Promise<Visitor> =>
  Visitor.signedIn(casework.url, who, language);
const tell = (id: string, worksHere: boolean): Promise<void> =>
  casework.protections.act('complainant', id, 'tell-employment', { worksHere });
const assess = (id: string): Promise<void> =>
  casework.protections.act('custodian-1', id, 'assess-risk', {
    level: 'low',
    factors: [],
    assessment: someText,
  });

/** The page without what is new at each look: the tokens of its forms and the keys of its commands. */
const standing = (html: string): string => html.replace(/name="(_csrf|commandId)" value="[^"]*"/g, '');
const rowOf = async (visitor: Visitor, id: string, key: string): Promise<string | undefined> => {
  const { page } = await visitor.get(`/protections/${id}`);
  const rows = page.querySelectorAll('.govuk-summary-list__row');
  return rows
    .find((one) => one.querySelector('dt')?.text === key)
    ?.querySelector('dd')
    ?.text.trim();
};

describe('that a complainant says to work for the agency', () => {
  it.each([
    ['en', 'Works for the agency', 'Not that is known', 'Yes: said by the complainant', 'No: said by the'],
    ['th', 'เป็นบุคลากรของหน่วยงาน', 'ไม่ปรากฏว่าเป็น', 'ใช่ ตามที่ผู้ร้องเรียนแจ้งเอง', 'ไม่ใช่ ตามที่ผู้ร้องเรียน'],
  ] as const)('is told to the custodian in %s as their own word', async (language, key, none, yes, no) => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1', language);
    expect(await rowOf(custodian, id, key)).toBe(none);
    await tell(id, true);
    expect(await rowOf(custodian, id, key)).toBe(yes);
    await tell(id, false);
    expect(await rowOf(custodian, id, key)).toContain(no);
  });

  it('is told apart from a name that fits the directory', async () => {
    const id = await protectedCase(casework, { isStaff: true });
    const custodian = await as('custodian-1');
    const shown = (): Promise<string | undefined> => rowOf(custodian, id, 'Works for the agency');
    expect(await shown()).toBe('Yes: the name fits the staff directory');
    await tell(id, true);
    expect(await shown()).toBe('Yes: the name fits the staff directory, and the complainant says so');
    await tell(id, false);
    expect(await shown()).toBe('The name fits the staff directory, but the complainant says no');
  });

  it('brings a fresh assessment to the custodians, which asks what is asked of staff', async () => {
    const id = await protectedCase(casework);
    await assess(id);
    await tell(id, true);
    const custodian = await as('custodian-1');
    const worklist = await custodian.get('/worklist');
    expect(worklist.page.querySelector(`a[href="/protections/${id}"]`)?.text).toContain('Assess the risk');
    const { page } = await custodian.get(`/protections/${id}/assess-risk`);
    const factors = page.querySelectorAll('input[name=factors]').map((one) => one.getAttribute('value'));
    expect(factors).toContain('same-unit');
    const { text } = await custodian.get(`/protections/${id}`);
    expect(text).toContain('The complainant told whether they work for the agency');
  });

  it('has a custodian who looked before it was said look again', async () => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1');
    await custodian.get(`/protections/${id}/assess-risk`);
    await tell(id, true);
    const fields = { level: 'low', assessment: 'อ่านแล้ว' };
    const again = await custodian.send(`/protections/${id}/assess-risk`, fields);
    expect([again.status, again.text.includes('Works for the agency')]).toEqual([409, true]);
    expect(again.page.querySelector('input[name=factors][value=same-unit]')).not.toBeNull();
    const done = await custodian.send(`/protections/${id}/assess-risk`, {
      ...fields,
      factors: ['same-unit'],
    });
    expect(done.path).toBe(`/protections/${id}?done=assess-risk`);
  });

  it.each(['officer-finance-1', 'head-finance', 'desk-1', 'governor'])(
    'changes nothing that %s sees, on any page or by the API',
    async (who) => {
      const id = await protectedCase(casework);
      await assess(id);
      const visitor = await as(who);
      const look = async (): Promise<Record<string, [number, string]>> => {
        const seen: Record<string, [number, string]> = {};
        for (const path of [
          `/cases/${id}`,
          '/cases',
          '/worklist',
          '/protections',
          `/protections/${id}`,
          `/protections/${id}/ask-for-identity`,
        ]) {
          const { status, text } = await visitor.get(path);
          seen[path] = [status, standing(text)];
        }
        for (const path of [
          `/api/v1/complaints/${id}`,
          `/api/v1/protections/${id}`,
          '/api/v1/complaints',
          '/api/v1/tasks',
        ]) {
          const answer = await casework.api(who, 'GET', path);
          seen[path] = [answer.status, await answer.text()];
        }
        return seen;
      };
      const before = await look();
      expect(before[`/cases/${id}`]?.[0]).toBe(200);
      await tell(id, true);
      expect(await look()).toEqual(before);
    },
  );

  it('does not exist for a custodian who is accused', async () => {
    const id = await protectedCase(casework);
    await accuse(casework, id, 'custodian-1');
    await tell(id, true);
    expect((await casework.api('custodian-1', 'GET', `/api/v1/protections/${id}`)).status).toBe(404);
    const { text } = await (await as('custodian-1')).get('/worklist');
    expect(text).not.toContain(id);
    expect((await casework.api('custodian-2', 'GET', `/api/v1/protections/${id}`)).status).toBe(200);
  });

  it('is told by the day', async () => {
    const id = await protectedCase(casework);
    await assess(id);
    const earlier = casework.agency.now;
    casework.agency.now = '2026-02-04T03:41:07.000Z';
    await tell(id, true);
    const text = await (await casework.api('custodian-1', 'GET', `/api/v1/protections/${id}`)).text();
    const { text: page } = await (await as('custodian-1')).get(`/protections/${id}`);
    casework.agency.now = earlier;
    expect(page).not.toContain('10:41');
    expect([text.includes('"EmploymentTold"'), text.includes(':41:07')]).toEqual([true, false]);
  });
});
