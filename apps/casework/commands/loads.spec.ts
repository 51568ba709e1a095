import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const accepted = async (): Promise<string> => {
  const reference = await casework.file();
  await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
  return reference;
};
/** Each officer's load as the form shows it to that person, by the officer's id. */
const loadsShown = async (who: string, path: string): Promise<Record<string, string | undefined>> => {
  const { page } = await (await Visitor.signedIn(casework.url, who)).get(path);
  return Object.fromEntries(
    page
      .querySelectorAll('.govuk-radios__item')
      .map((one) => [
        one.querySelector('input')?.getAttribute('value') ?? '',
        one.querySelector('.govuk-hint')?.text.trim(),
      ]),
  );
};

describe('the loads that whoever assigns is shown and held to', () => {
  it('are those of the cases that exist for that person', async () => {
    const hidden = await accepted();
    await casework.act('head-finance', hidden, 'assign', { officer: 'officer-finance-1' });
    await casework.act('head-finance', hidden, 'declare-conflict', { ground: 'relative' });
    expect((await casework.api('head-finance', 'GET', `/cases/${hidden}`)).status).toBe(404);

    const next = await accepted();
    expect(await loadsShown('head-finance', `/cases/${next}/assign`)).toEqual({
      'officer-finance-1': 'Open cases: 0',
      'officer-finance-2': 'Open cases: 0',
    });
    expect(await loadsShown('governor', `/cases/${next}/assign`)).toEqual({
      'officer-finance-1': 'Open cases: 1',
      'officer-finance-2': 'Open cases: 0',
    });
    const assign = (who: string): Promise<Response> =>
      casework.api(who, 'POST', `/api/v1/complaints/${next}/commands/assign`, {
        officer: 'officer-finance-1',
      });
    const refused = await assign('governor');
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      409,
      'OverrideNeedsReason',
    ]);
    expect((await assign('head-finance')).status).toBe(200);
    expect(await loadsShown('head-finance', `/cases/${next}/reassign`)).toMatchObject({
      'officer-finance-1': 'Open cases: 1',
    });
  });
});
