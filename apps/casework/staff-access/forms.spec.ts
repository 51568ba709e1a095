import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#domain/policy/role.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';
import { ALL_ROLES, CASE_ROLES } from './open-to.js';
import { FORMS, pathOf } from './form-table.builder.js';
import { PEOPLE, READERS, TABLE } from './route-table.builder.js';

let casework: CaseworkForTests;
let reference: string;
let keptOut: string;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  reference = await casework.file();
  keptOut = await casework.file({}, Object.values(PEOPLE));
}, 60_000);
afterAll(() => casework?.close());

const forms = Object.entries(FORMS).map(([name, form]) => ({ name, ...form }));
const visitors = new Map<Role, Visitor>();
const visitorAs = async (role: Role): Promise<Visitor> => {
  const known = visitors.get(role) ?? (await Visitor.signedIn(casework.url, PEOPLE[role]));
  visitors.set(role, known);
  return known;
};
const entries = async (): Promise<number> => {
  const rows: { n: number }[] = await casework.agency.databases.main.query(
    `SELECT count(*)::int AS n FROM ledger_entry WHERE stream <> 'accounts'`,
  );
  return rows[0]?.n ?? 0;
};

describe('roles × forms', () => {
  it.each(forms)(
    'the form for $name does its work for the roles of its row, and nothing for the others',
    async ({ name, fields, status = 200 }) => {
      const path = pathOf(name, reference);
      const open = TABLE[name] as readonly Role[];
      for (const role of ALL_ROLES.filter((one) => !open.includes(one))) {
        const visitor = await visitorAs(role);
        const before = await entries();
        const answer = await visitor.post(path, fields);
        expect([role, answer.status, answer.text.includes('You may not do this')]).toEqual([role, 403, true]);
        expect([role, await entries()]).toEqual([role, before]);
      }
      for (const role of open) {
        const answer = await (await visitorAs(role)).post(path, fields);
        // Of the case only those hear who have a part in it.
        const expected = name.includes(':reference') && !READERS.includes(role) ? 404 : status;
        expect([role, answer.status]).toEqual([role, expected]);
        if (['POST /sign-out', 'POST /account/sessions/end'].includes(name)) visitors.delete(role);
      }
    },
  );

  it.each(forms)(
    'the form for $name leads to the sign-in page, and does nothing before',
    async ({ name, fields }) => {
      const nobody = new Visitor(casework.url);
      await nobody.get('/sign-in');
      const before = await entries();
      expect((await nobody.post(pathOf(name, reference), fields)).path).toContain('/sign-in?to=');
      expect(await entries()).toBe(before);
    },
  );

  it.each(forms)('the form for $name is refused without the site’s own token', async ({ name, fields }) => {
    const role = (TABLE[name] as readonly Role[])[0] ?? 'auditor';
    const visitor = await visitorAs(role);
    const before = await entries();
    const answer = await visitor.fetch(pathOf(name, reference), 'POST', new URLSearchParams(fields));
    expect(answer.status).toBe(403);
    expect(await entries()).toBe(before);
  });

  it('the form of an action answers somebody kept out exactly as for an unknown reference', async () => {
    for (const role of CASE_ROLES) {
      const visitor = await visitorAs(role);
      const path = (of: string): string => `/cases/${of}/add-note`;
      const hidden = await visitor.post(path(keptOut), { note: 'บันทึก' });
      const unknown = await visitor.post(path('TRT-69-0000-0000'), { note: 'บันทึก' });
      expect([role, hidden.status, hidden.text]).toEqual([role, 404, unknown.text]);
    }
  });
});
