import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '#domain/complaint/refusal.js';
import { CaseworkForTests } from './casework.fake.js';
import { tokensOf } from './casework.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

describe('a command over the API', () => {
  it('is carried out, sealed, and carried out once however often it is sent', async () => {
    const reference = await casework.file();
    const path = `/api/v1/complaints/${reference}/commands/accept`;
    const body = { unit: 'finance', note: 'รับไว้ตรวจสอบ' };
    const key = { 'idempotency-key': 'accept-once-0000000000001' };
    const before = casework.sent.length;
    const first = await casework.api('desk-1', 'POST', path, body, key);
    expect(first.status).toBe(200);
    const again = await casework.api('desk-1', 'POST', path, body, key);
    expect(await again.json()).toEqual(await first.json());
    expect(casework.sent.length - before).toBe(1);
    expect(JSON.stringify(casework.sent)).not.toContain('ตรวจสอบ');
  });

  it.each([
    ['another body', 'add-note', { note: 'อย่างอื่น' }],
    ['another command', 'request-information', { question: 'ก่อน' }],
  ])('is refused under a key that was used for %s, and is not carried out', async (_, command, body) => {
    const reference = await casework.file();
    const path = (name: string): string => `/api/v1/complaints/${reference}/commands/${name}`;
    const key = { 'idempotency-key': 'one-key-for-two-commands' };
    expect((await casework.api('desk-1', 'POST', path('add-note'), { note: 'ก่อน' }, key)).status).toBe(200);
    const before = casework.sent.length;
    const answer = await casework.api('desk-1', 'POST', path(command), body, key);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      422,
      'idempotency-key-reused',
    ]);
    expect(casework.sent.length).toBe(before);
    const other = await casework.api('desk-2', 'POST', path(command), body, key);
    expect(other.status).toBe(200);
  });

  it('is answered again only to somebody who may still read the case', async () => {
    const reference = await casework.file();
    const path = `/api/v1/complaints/${reference}/commands/add-note`;
    const key = { 'idempotency-key': 'before-being-named-0001' };
    expect((await casework.api('desk-1', 'POST', path, { note: 'ก่อน' }, key)).status).toBe(200);
    const persons = [tokensOf(casework.surroundings())('person', 'desk-1')];
    const subject = { id: 'text', hash: 'hash' };
    await casework.act('desk-2', reference, 'add-accused', { persons, units: [], subject });
    expect((await casework.api('desk-1', 'POST', path, { note: 'ก่อน' }, key)).status).toBe(404);
  });

  it('names the field that is wrong and stores nothing', async () => {
    const reference = await casework.file();
    const answer = await casework.api('desk-1', 'POST', `/api/v1/complaints/${reference}/commands/reject`, {
      reason: 'no-substance',
      explanation: 7,
    });
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { errors: { field: string }[] }).errors[0]?.field).toBe('explanation');
  });

  it('is refused with its code when the domain refuses', async () => {
    const reference = await casework.file();
    const answer = await casework.api('desk-1', 'POST', `/api/v1/complaints/${reference}/commands/accept`, {
      unit: 'no-such-unit',
    });
    expect(answer.status).toBe(409);
    expect(((await answer.json()) as { code: string }).code).toBe('UnitUnknown');
  });

  it('answers 503 when the workflow cannot be reached', async () => {
    const reference = await casework.file();
    casework.instead = 'unreachable';
    const answer = await casework.api('desk-1', 'POST', `/api/v1/complaints/${reference}/commands/add-note`, {
      note: 'บันทึก',
    });
    expect(answer.status).toBe(503);
  });

  it('tells the second of two that somebody else acted first', async () => {
    const reference = await casework.file();
    casework.instead = new Refusal('SomebodyElseActedFirst');
    const answer = await casework.api('desk-1', 'POST', `/api/v1/complaints/${reference}/commands/add-note`, {
      note: 'บันทึก',
      seenVersion: 1,
    });
    expect(answer.status).toBe(409);
    expect(((await answer.json()) as { code: string }).code).toBe('SomebodyElseActedFirst');
  });
});
