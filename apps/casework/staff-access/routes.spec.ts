import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '#domain/policy/role.js';
import { CaseworkForTests } from '../casework.fake.js';
import { ALL_ROLES } from './open-to.js';
import { FORMS, isForm, pathOf } from './form-table.builder.js';
import { PEOPLE, routes, TABLE } from './route-table.builder.js';

describe('roles × routes', () => {
  it('every route has a row, and no row is left of a route that is gone', () => {
    const names = routes.map(({ name }) => name);
    expect(names.sort()).toEqual(Object.keys(TABLE).sort());
    expect(names.filter(isForm)).toEqual(Object.keys(FORMS).sort());
  });

  it.each(routes)('$name is open to those of its row', ({ name, opening }) => {
    expect(opening === 'anybody' ? opening : [...(opening ?? [])].sort()).toEqual(
      TABLE[name] === 'anybody' ? 'anybody' : [...(TABLE[name] ?? [])].sort(),
    );
  });
});

describe('over HTTP', () => {
  let casework: CaseworkForTests;
  let reference: string;
  let keptOut: string;
  beforeAll(async () => {
    casework = await CaseworkForTests.open();
    reference = await casework.file();
    keptOut = await casework.file({}, Object.values(PEOPLE));
  }, 60_000);
  afterAll(() => casework?.close());

  const reached = routes.filter(
    ({ name, opening }) => opening !== 'anybody' && (name.startsWith('GET') || name.includes('/api/')),
  );
  const call = (who: string, name: string, of: string): Promise<Response> =>
    name.startsWith('GET')
      ? casework.api(who, 'GET', pathOf(name, of))
      : casework.api(who, 'POST', pathOf(name, of), { note: 'บันทึก' });

  it.each(reached)('$name answers the roles of its row and 403 to the others', async ({ name }) => {
    for (const role of ALL_ROLES) {
      const { status } = await call(PEOPLE[role], name, reference);
      const isOpen = (TABLE[name] as readonly Role[]).includes(role);
      expect([role, isOpen || status === 403]).toEqual([role, true]);
      if (isOpen) expect([role, status !== 403 && status < 500]).toEqual([role, true]);
    }
  });

  it.each(reached)('$name asks for sign-in first', async ({ name }) => {
    const method = name.startsWith('GET') ? 'GET' : 'POST';
    const { status, headers } = await fetch(casework.url + pathOf(name, reference), {
      method,
      redirect: 'manual',
    });
    expect(name.includes('/api/') ? status : headers.get('location')?.split('?')[0]).toBe(
      name.includes('/api/') ? 401 : '/sign-in',
    );
  });

  it.each(reached.filter(({ name }) => name.includes(':reference')))(
    '$name answers somebody kept out exactly as for an unknown reference',
    async ({ name }) => {
      for (const role of TABLE[name] as readonly Role[]) {
        const hidden = await call(PEOPLE[role], name, keptOut);
        const unknown = await call(PEOPLE[role], name, 'TRT-69-0000-0000');
        expect([role, hidden.status]).toEqual([role, 404]);
        const masked = (text: string, of: string): string =>
          text.replaceAll(of, 'REFERENCE').replace(/name="_csrf" value="[^"]*"/g, '');
        expect(masked(await hidden.text(), keptOut)).toBe(masked(await unknown.text(), 'TRT-69-0000-0000'));
      }
    },
  );

  it('a case kept from somebody is in none of that person’s lists, counts, searches and exports', async () => {
    for (const role of ['central-desk', 'auditor'] as const) {
      const who = PEOPLE[role];
      const pages = [
        '/worklist',
        '/cases',
        '/api/v1/complaints',
        '/api/v1/tasks',
        `/cases?reference=${keptOut}`,
      ];
      for (const page of role === 'auditor' ? [...pages, '/export.csv'] : pages) {
        const text = await (await casework.api(who, 'GET', page)).text();
        // What was asked for stands in its field, and in the link to the same page in the other language.
        const told = text.replace(`value="${keptOut}"`, '').replace(`reference=${keptOut}&amp;lang=`, '');
        expect([page, told.includes(keptOut)]).toEqual([page, false]);
      }
      const { total } = (await (await casework.api(who, 'GET', '/api/v1/complaints')).json()) as {
        total: number;
      };
      expect(total).toBe(1);
    }
    expect(await (await casework.api('desk-2', 'GET', '/worklist')).text()).toContain(keptOut);
  });

  it('a unit hears of a case when the desk has handed it over, not before', async () => {
    expect((await casework.api('head-finance', 'GET', `/cases/${reference}`)).status).toBe(404);
    await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
    expect((await casework.api('head-finance', 'GET', `/cases/${reference}`)).status).toBe(200);
    expect((await casework.api('officer-finance-1', 'GET', `/cases/${reference}`)).status).toBe(404);
  });

  it('each reading of sealed text is in the access stream', async () => {
    const count = async (): Promise<number> => {
      const rows: { n: number }[] = await casework.agency.databases.main.query(
        `SELECT count(*)::int AS n FROM ledger_entry WHERE stream = $1 AND actor = 'staff:desk-2'`,
        [`access-${reference}`],
      );
      return rows[0]?.n ?? 0;
    };
    const before = await count();
    await casework.api('desk-2', 'GET', `/cases/${reference}`);
    await casework.api('desk-2', 'GET', `/api/v1/complaints/${reference}`);
    expect(await count()).toBe(before + 2);
  });
});
