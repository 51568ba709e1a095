import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { protectedCase } from '../protection/protected-case.builder.js';
import { Visitor } from '../visitor.fake.js';

interface ShownCase {
  filing: { filedAt: string };
  clocks: unknown[];
}

describe('when the complainant acted', () => {
  let casework: CaseworkForTests;
  let reference: string;
  let minute: string;
  beforeAll(async () => {
    casework = await CaseworkForTests.open();
    reference = await protectedCase(casework);
    const [received] = await casework.agency.ledger(reference);
    minute = (received as { at: string }).at;
  }, 60_000);
  afterAll(() => casework?.close());

  const shownTo = async (who: string): Promise<ShownCase> =>
    (await (await casework.api(who, 'GET', `/api/v1/complaints/${reference}`)).json()) as ShownCase;
  const filedOnPage = async (who: string): Promise<string | undefined> => {
    const { page } = await (await Visitor.signedIn(casework.url, who)).get(`/cases/${reference}`);
    const row = page
      .querySelectorAll('.govuk-summary-list__row')
      .find((one) => one.querySelector('dt')?.text.trim() === 'Filed');
    return row?.querySelector('dd')?.text.trim();
  };

  it.each(['officer-finance-1', 'head-finance', 'governor', 'custodian-1'])(
    'is told to %s by the day, on the page and over the API',
    async (who) => {
      const { filing, clocks } = await shownTo(who);
      expect(filing.filedAt).toBe('2026-02-03T17:00:00.000Z');
      expect(JSON.stringify({ filing, clocks })).not.toContain(minute);
      expect(await filedOnPage(who)).toBe('4 February 2026 (B.E. 2569)');
    },
  );

  it.each(['desk-1', 'auditor-1'])(
    'is told to %s by the minute, who counts from it or verifies it',
    async (who) => {
      expect((await shownTo(who)).filing.filedAt).toBe(minute);
      expect(await filedOnPage(who)).toBe('4 February 2026 (B.E. 2569), 10:00');
    },
  );

  it.each(['officer-finance-1', 'desk-1', 'governor', 'custodian-1'])(
    'is told to %s by the day in the protection too',
    async (who) => {
      const text = await (await casework.api(who, 'GET', `/api/v1/protections/${reference}`)).text();
      expect([text.includes(reference), text.includes(minute)]).toEqual([true, false]);
      const { text: page } = await (
        await Visitor.signedIn(casework.url, who)
      ).get(`/protections/${reference}`);
      expect(page).not.toContain('10:00');
    },
  );

  it.each(['officer-finance-1', 'desk-1', 'governor'])(
    'tells %s nothing of who the protected person is, whom they may merely ask for',
    async (who) => {
      const answer = await casework.api(who, 'GET', `/api/v1/protections/${reference}`);
      const shown = (await answer.json()) as object;
      for (const telling of ['isStaff', 'mayBeMailed', 'version', 'lastEventAt'])
        expect(shown).not.toHaveProperty(telling);
      expect(shown).toHaveProperty('nextActions');
    },
  );

  it('is in no list but by the day', async () => {
    const list = await (await casework.api('officer-finance-1', 'GET', '/api/v1/complaints')).text();
    expect([list.includes(reference), list.includes(minute)]).toEqual([true, false]);
  });
});
