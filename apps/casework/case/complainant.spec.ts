import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplaintInput } from '#filing/complaint-input.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

const who = {
  name: 'นางสาวผู้ร้องเรียน เปิดเผย',
  phone: '081-000-0000',
  email: 'someone@example.org',
  address: '1 หมู่ 9 ตำบลห้วงน้ำขาว',
};
const words = Object.values(who);

describe('who complains and how to reach that person', () => {
  let casework: CaseworkForTests;
  beforeAll(async () => {
    casework = await CaseworkForTests.open();
  }, 60_000);
  afterAll(() => casework?.close());

  const filedBy = async (mode: ComplaintInput['identity']['mode']): Promise<string> => {
    const identity = mode === 'anonymous' ? { email: who.email, phone: who.phone } : who;
    const reference = await casework.file({ category: 'service', identity: { mode, ...identity } });
    await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
    await casework.act('head-finance', reference, 'assign', {
      officer: 'officer-finance-1',
      reason: { id: 'reason', hash: 'hash' },
    });
    return reference;
  };
  /** The words that the person finds on the case's page and in its answer by the API. */
  const seenBy = async (person: string, reference: string): Promise<{ page: string[]; api: string[] }> => {
    const found = async (path: string): Promise<string[]> => {
      const text = await (await casework.api(person, 'GET', path)).text();
      return words.filter((word) => text.includes(word));
    };
    return {
      page: await found(`/cases/${reference}`),
      api: await found(`/api/v1/complaints/${reference}`),
    };
  };

  it('is shown, where the person chose to be named, to those who handle the case and to nobody else', async () => {
    const reference = await filedBy('named');
    for (const person of ['desk-1', 'officer-finance-1'])
      expect({ person, ...(await seenBy(person, reference)) }).toEqual({ person, page: words, api: words });
    for (const person of ['head-finance', 'governor', 'auditor-1'])
      expect({ person, ...(await seenBy(person, reference)) }).toEqual({ person, page: [], api: [] });
  });

  it.each(['confidential', 'anonymous'] as const)('is shown to nobody of a %s complainant', async (mode) => {
    const reference = await filedBy(mode);
    for (const person of ['desk-1', 'officer-finance-1', 'head-finance', 'governor', 'auditor-1'])
      expect({ person, ...(await seenBy(person, reference)) }).toEqual({ person, page: [], api: [] });
  });

  it('is labelled on the page, and each reading is recorded by its kinds', async () => {
    const reference = await filedBy('named');
    const officer = await Visitor.signedIn(casework.url, 'officer-finance-1');
    const { page } = await officer.get(`/cases/${reference}`);
    const rows = page.querySelectorAll('.govuk-summary-list__row').map(({ text }) => text.trim());
    expect(rows).toEqual(expect.arrayContaining([`Telephone${who.phone}`, `Address${who.address}`]));

    const read: { body: string }[] = await casework.agency.databases.main.query(
      `SELECT body FROM ledger_entry WHERE stream = $1 AND actor = 'staff:officer-finance-1'`,
      [`access-${reference}`],
    );
    expect(read.map(({ body }) => body).join()).toMatch(/"kind":"contact"/);
    expect(read.map(({ body }) => body).join()).not.toContain(who.phone);
  });
});
