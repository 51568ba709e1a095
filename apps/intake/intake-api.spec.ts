import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { intakeStage, type IntakeStage } from './intake.stage.js';

// A Tuesday, 09:00 in Bangkok.
const NOW = '2026-11-24T02:00:00.000Z';

const complaint = {
  category: 'corruption',
  subject: 'เรียกรับเงินในการจัดซื้อ',
  details: 'มีการเรียกรับเงินร้อยละสิบจากผู้ขายก่อนลงนามในสัญญา',
  identity: { mode: 'anonymous' },
};

interface Answer {
  status: number;
  body: Record<string, unknown> & { errors?: { field: string; code: string }[] };
}

describe('the public API', () => {
  let stage: IntakeStage;
  beforeAll(async () => {
    stage = await intakeStage(NOW);
  });
  afterAll(() => stage.close());

  const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${stage.url}/api/v1/${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const stored = async (): Promise<number> => {
    const rows: { count: number }[] = await stage.databases.main.query(
      `SELECT (SELECT count(*) FROM filing) + (SELECT count(*) FROM sealed_text)
            + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM ledger_entry) AS count`,
    );
    return Number(rows[0]?.count);
  };
  const fieldsOf = ({ body }: Answer): string[] => (body.errors ?? []).map(({ field }) => field);

  it('files a complaint and says by when each step is due, and why', async () => {
    const { status, body } = await post('complaints', complaint);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      reference: expect.stringMatching(/^TRT-69-[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      receiptCode: expect.stringMatching(/^(\d{4}-){4}\d{4}$/),
      filedAt: NOW,
      deemedReceivedAt: NOW,
    });
    const clocks = body['clocks'] as { id: string; dueAt: string; why: { code: string }[] }[];
    expect(clocks.find(({ id }) => id === 'preliminary-check')).toMatchObject({
      dueAt: '2026-12-01T16:59:59.999Z',
    });
    expect(clocks.every(({ why }) => why.length > 1)).toBe(true);
    expect(stage.kicks()).toBeGreaterThan(0);
  });

  it('gives a retry the same answer, and refuses the key with another complaint', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await post('complaints', complaint, headers);
    const before = await stored();
    expect(await post('complaints', complaint, headers)).toEqual(first);
    const other = await post('complaints', { ...complaint, subject: 'อื่น' }, headers);
    expect([other.status, fieldsOf(other)]).toEqual([422, ['Idempotency-Key']]);
    expect(await stored()).toBe(before);
  });

  it('refuses what cannot be, names the field and stores nothing', async () => {
    const before = await stored();
    const wrong: [unknown, string][] = [
      [{ ...complaint, category: 'gossip' }, 'category'],
      [{ ...complaint, category: 7 }, 'category'],
      [{ ...complaint, subject: '   ' }, 'subject'],
      [{ ...complaint, subject: 'a\u0000b' }, 'subject'],
      [{ ...complaint, details: 'x'.repeat(20_001) }, 'details'],
      [{ ...complaint, details: ['x'] }, 'details'],
      [{ ...complaint, occurredOn: '2026-11-25' }, 'occurredOn'],
      [{ ...complaint, occurredOn: '2026-02-30' }, 'occurredOn'],
      [{ ...complaint, occurredOn: 'yesterday' }, 'occurredOn'],
      [{ ...complaint, place: 'a\u001bb' }, 'place'],
      [{ ...complaint, accused: [{ name: 'a\u0007' }] }, 'accused.0.name'],
      [{ ...complaint, accused: 'somebody' }, 'accused'],
      [{ ...complaint, identity: { mode: 'hidden' } }, 'identity.mode'],
      [{ ...complaint, identity: { mode: 'named' } }, 'identity.name'],
      [{ ...complaint, identity: { mode: 'anonymous', name: 'ก' } }, 'identity.name'],
      [
        { ...complaint, identity: { mode: 'confidential', nationalId: '1234567890122' } },
        'identity.nationalId',
      ],
      [{ ...complaint, identity: { mode: 'confidential', email: 'nobody' } }, 'identity.email'],
      [{ ...complaint, identity: { mode: 'confidential', email: 'me@mail.trat.go.th' } }, 'identity.email'],
      [{ ...complaint, identity: { mode: 'anonymous', email: 'me@trat.go.th' } }, 'identity.email'],
      [{ ...complaint, identity: null }, 'identity'],
      [{ ...complaint, language: 'fr' }, 'language'],
      [{ ...complaint, acused: [] }, 'acused'],
      [{}, 'category'],
    ];
    for (const [body, field] of wrong) {
      const answer = await post('complaints', body);
      expect([field, answer.status, fieldsOf(answer)]).toEqual([field, 422, expect.arrayContaining([field])]);
    }
    expect((await post('complaints', '{"category":')).status).toBe(400);
    expect((await post('complaints', { ...complaint, details: 'x'.repeat(300_000) })).status).toBe(413);
    expect((await post('complaints', complaint, { 'idempotency-key': 'short' })).status).toBe(422);
    expect((await post('complaints', complaint, { 'content-type': 'text/plain' })).status).toBe(415);
    expect(await stored()).toBe(before);
  });

  it('takes a national ID with a right check digit', async () => {
    const identity = { mode: 'confidential', name: 'สมหญิง ใจดี', nationalId: '1-2345-67890-12-1' };
    expect((await post('complaints', { ...complaint, identity })).status).toBe(201);
  });

  it('answers a wrong code and an unknown reference alike', async () => {
    const { body } = await post('complaints', complaint);
    const reference = String(body['reference']);
    const ask = (which: string, code: string): Promise<Answer> =>
      call(`complaints/${which}`, { headers: { 'receipt-code': code } });
    const wrongCode = await ask(reference, '0000-0000-0000-0000-0000');
    expect(wrongCode.status).toBe(404);
    for (const which of ['TRT-69-AAAA-AAAA', '%00', 'x'.repeat(500)])
      expect(await ask(which, String(body['receiptCode']))).toEqual(wrongCode);
    expect(await call(`complaints/${reference}`)).toEqual(wrongCode);
  });

  it('shows a case to whoever has its code, and takes a message, a withdrawal but not yet a review', async () => {
    const { body: filed } = await post('complaints', complaint);
    const path = `complaints/${String(filed['reference'])}`;
    const headers = { 'receipt-code': String(filed['receiptCode']) };
    expect((await call(path, { headers })).body).toMatchObject({
      status: 'received',
      milestones: [{ event: 'ComplaintReceived', at: NOW }],
      clocks: expect.arrayContaining([expect.objectContaining({ id: 'preliminary-check' })]),
      messages: [],
      may: { write: true, askForReview: false, withdraw: true },
    });

    const key = { ...headers, 'idempotency-key': randomUUID() };
    const sent = await post(`${path}/messages`, { text: 'มีเอกสารเพิ่ม' }, key);
    expect(sent.status).toBe(202);
    expect(await post(`${path}/messages`, { text: 'มีเอกสารเพิ่ม' }, key)).toEqual(sent);
    const refused = await post(`${path}/review`, { reason: 'ไม่เห็นด้วย' }, headers);
    expect([refused.status, refused.body['code']]).toEqual([409, 'NotPossibleInThisStatus']);
    expect((await post(`${path}/withdrawal`, { wasPressed: true }, headers)).status).toBe(202);
    expect(fieldsOf(await post(`${path}/messages`, { text: '' }, headers))).toEqual(['text']);

    const { body } = await call(path, { headers });
    expect(body['messages']).toMatchObject([
      { from: 'complainant', text: 'มีเอกสารเพิ่ม', state: 'on-its-way' },
      { about: 'ComplaintWithdrawn', state: 'on-its-way' },
    ]);
    expect(body['may']).toMatchObject({ withdraw: false });
  });

  it('tells when each step would be due, after hours from the next opening', async () => {
    const { status, body } = await call('due-dates?category=service&filedAt=2026-11-27T20:00:00%2B07:00');
    expect(status).toBe(200);
    expect(body).toMatchObject({ deemedReceivedAt: '2026-11-30T01:30:00.000Z' });
    expect((await call('due-dates?category=service')).body).toMatchObject({ filedAt: NOW });
    for (const [query, field] of [
      ['category=gossip', 'category'],
      ['category=service&filedAt=soon', 'filedAt'],
      ['', 'category'],
    ] as const)
      expect(fieldsOf(await call(`due-dates?${query}`))).toEqual([field]);
  });

  it.each([
    ['1900-01-01T09:00:00Z', 422],
    ['2019-12-31T16:59:59Z', 422],
    ['2019-12-31T17:00:00Z', 200],
    ['2036-11-24T16:59:59Z', 200],
    ['2036-11-24T17:00:00Z', 422],
    ['9999-12-31T23:59:59Z', 422],
  ])('reckons for a filing at %s: %d', async (filedAt, status) => {
    const answer = await call(`due-dates?category=service&filedAt=${filedAt}`, {
      headers: { 'accept-language': 'th' },
    });
    expect(answer.status).toBe(status);
    if (status === 422) expect(answer.body['detail']).toBe('filedAt: ต้องเป็นวันตั้งแต่ 2020-01-01 ถึง 2036-11-24');
  });

  it('publishes statistics whose totals agree', async () => {
    const { body } = await call('statistics?fiscalYear=2570');
    const { total, completed, inProgress, integrity } = body as never as Record<string, number> & {
      integrity: { total: number };
    };
    expect(total).toBe(Number(completed) + Number(inProgress));
    expect(integrity.total).toBeGreaterThan(0);
    expect(body['breakdowns']).toBeNull();
    expect(fieldsOf(await call('statistics?fiscalYear=many'))).toEqual(['fiscalYear']);
    expect(fieldsOf(await call('statistics?fbclid=x'))).toEqual(['fbclid']);
  });

  it('publishes the procedure in force, nothing unverified as law', async () => {
    const { body } = await call('procedure', { headers: { 'accept-language': 'en' } });
    const text = JSON.stringify(body);
    expect(text).toContain('Cabinet resolution of 27 March 2018');
    expect(text).toContain('agency policy: Limit set by Trat Province itself');
  });

  it('describes itself by OpenAPI 3.1', async () => {
    const response = await fetch(`${stage.url}/api/openapi.json`);
    const { openapi, paths } = (await response.json()) as { openapi: string; paths: object };
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toHaveLength(12);
  });
});
