import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEMONSTRATION_PEOPLE } from '../../infra/start/demonstration-people.js';
import { startStack, type Stack } from '../support/stack.js';
import { until } from '../support/until.js';
import { anonymousComplaint, Complainant } from './complainant.js';
import { Staff } from './staff.js';

describe('an accused head of unit', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  }, 240_000);
  afterAll(() => stack?.stop());

  it('is skipped on the way and sees nothing, from filing on', async () => {
    const account = (role: string, unit?: string) =>
      stack.accounts.find((one) => one.role === role && (unit === undefined || one.unit === unit))!;
    const signIn = (role: string, unit?: string): Promise<Staff> =>
      Staff.signIn(stack.caseworkUrl, account(role, unit));
    const before = await signIn('head-of-unit', 'finance');
    const { id, name } = DEMONSTRATION_PEOPLE.find((one) => one.id === before.account.username)!;

    const filed = await new Complainant(stack.publicUrl).file({
      ...anonymousComplaint,
      details: `${anonymousComplaint.details} ผู้เรียกรับเงินคือ ${name}`,
    });
    const desk = await signIn('central-desk');
    await until(async () => (await desk.get(`complaints/${filed.reference}`)).status === 200);
    const toTheirs = await desk.post(filed.reference, 'accept', { unit: 'finance' });
    expect(await toTheirs.text()).toContain('UnitNotAvailable');
    await desk.give(filed.reference, 'accept', { unit: 'strategy' });
    await stack.advance(30);
    const accused = await signIn('head-of-unit', 'finance');

    const unknown = await accused.get('complaints/TRT-69-0000-0000');
    const hidden = await accused.get(`complaints/${filed.reference}`);
    expect(hidden.status).toBe(404);
    expect(unknown.status).toBe(404);
    const withoutReference = async (answer: Response): Promise<string> =>
      (await answer.text()).replaceAll(/TRT-69-[0-9A-Z-]+/g, 'REFERENCE');
    expect(await withoutReference(hidden)).toBe(await withoutReference(unknown));
    expect(await (await accused.get('tasks')).text()).not.toContain(filed.reference);
    expect(await (await accused.get('complaints')).text()).not.toContain(filed.reference);
    const assigning = await accused.post(filed.reference, 'assign', { officer: 'anyone' });
    expect(assigning.status).toBe(404);

    const mails = await stack.mails();
    const toAccused = mails.filter(({ to }) => to.some((address) => address.startsWith(`${id}@`)));
    expect(toAccused.filter(({ text }) => text.includes(filed.reference))).toEqual([]);
    const governor = await signIn('head-of-agency');
    expect((await governor.get(`complaints/${filed.reference}`)).status).toBe(200);
  }, 120_000);
});
