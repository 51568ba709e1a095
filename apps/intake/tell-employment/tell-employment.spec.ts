import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { openPayload } from '#filing/outbox-payload.js';
import { protectionStream } from '#ledger/ledger.js';
import { appendFact } from '#persistence/ledger-store.js';
import { openKeyring } from '#vault/keyring.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { Visitor } from '../visitor.fake.js';

const NOW = '2026-11-24T02:00:00.000Z';
const EMPLOYMENT = '/track/case/protection/employment';

let stage: IntakeStage;
let reference: string;
let receiptCode: string;
beforeAll(async () => {
  stage = await intakeStage(NOW);
}, 60_000);
afterAll(() => stage?.close());

const call = async (path: string, body?: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${stage.url}/api/v1/${path}`, {
    headers: { 'content-type': 'application/json', 'receipt-code': receiptCode, ...headers },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const tell = (worksHere: unknown, key: string = randomUUID()) =>
  call(`complaints/${reference}/employment`, { worksHere }, { 'idempotency-key': key });
const saidByApi = async () => (await call(`complaints/${reference}/protection`)).body['worksHere'];

/** An anonymous complaint whose case the worker has opened. */
beforeEach(async () => {
  const complaint = {
    category: 'corruption',
    subject: 'เรียกรับเงิน',
    details: 'เรียกรับเงินเพื่อออกใบอนุญาต',
    identity: { mode: 'anonymous' },
  };
  const { body } = await call('complaints', complaint);
  reference = String(body['reference']);
  receiptCode = String(body['receiptCode']);
  await stage.protect(reference);
});

/** The commands that wait for the protection. */
async function waiting() {
  const rows: { message_id: string; payload: string }[] = await stage.databases.main.query(
    `SELECT message_id, payload FROM outbox
      WHERE kind = 'command' AND done_at IS NULL AND reference = $1 ORDER BY id`,
    [reference],
  );
  const codec = openKeyring(stage.databases.keysDir, ['codec']).secrets('codec');
  return rows.map(({ message_id: id, payload }) => {
    const content = openPayload(codec, id, payload);
    if (!('ofProtection' in content) || content.ofProtection.name !== 'tell-employment')
      throw new Error('Something else waits.');
    return content.ofProtection;
  });
}

/** Records an event, as the worker does with what it was told or when time has passed. */
const record = (event: ProtectionEvent): Promise<void> =>
  appendFact(stage.databases.main.manager, protectionStream(reference), event, stage.databases.sealOf);

async function delivered(): Promise<void> {
  for (const { at, params } of await waiting())
    await record({ type: 'EmploymentTold', schemaVersion: 1, at, actor: 'complainant', body: params });
  const sent = `UPDATE outbox SET done_at = $2 WHERE reference = $1`;
  await stage.databases.main.query(sent, [reference, NOW]);
}

async function tracking(language: 'th' | 'en'): Promise<Visitor> {
  const visitor = new Visitor(stage.url);
  await visitor.open(`/track?lang=${language}`);
  await visitor.send({ reference, code: receiptCode });
  await visitor.open(EMPLOYMENT);
  return visitor;
}
const checked = (visitor: Visitor): string | undefined =>
  visitor.page.querySelector('input[type=radio][checked]')?.getAttribute('value');

describe('the page that asks whether a complainant works for the agency', () => {
  it.each([
    ['en', 'Do you work for this agency?', 'the custodians, and the auditors', 'assessed with that in mind'],
    ['th', 'ท่านเป็นบุคลากรของหน่วยงานนี้หรือไม่', 'ผู้ที่ทราบคำตอบมีเพียง', 'ช่วยให้คุ้มครองท่านได้ดีขึ้น'],
  ] as const)(
    'asks in %s, saying who gets to know and why it helps',
    async (language, question, who, why) => {
      const visitor = await tracking(language);
      expect(visitor.text('h1')).toBe(question);
      for (const words of [who, why]) expect(visitor.text('main')).toContain(words);
      expect(checked(visitor)).toBeUndefined();
    },
  );

  it('takes the word, shows it at once and ever after, and lets it be changed', async () => {
    const visitor = await tracking('en');
    await visitor.send({ worksHere: 'yes' });
    expect([visitor.status, visitor.path]).toEqual([200, '/track/case/protection?sent=employment']);
    expect(visitor.text('[role=status]')).toContain('has been sent');
    expect(visitor.text('main')).toContain('You said: Yes, I work for this agency');
    expect((await waiting()).map(({ params }) => params)).toEqual([{ worksHere: true }]);
    await delivered();
    await visitor.open(EMPLOYMENT);
    expect(checked(visitor)).toBe('yes');
    await visitor.send({ worksHere: 'no' });
    await delivered();
    await visitor.open('/track/case/protection');
    expect(visitor.text('main')).toContain('You said: No');
    expect(visitor.page.querySelector(`a[href="${EMPLOYMENT}"]`)?.text).toBe('Change what you said');
  });

  it('keeps the choice when the language changes, and says what is missing', async () => {
    const visitor = await tracking('en');
    await visitor.changeLanguage({ worksHere: 'yes' });
    expect([visitor.text('h1'), checked(visitor)]).toEqual(['ท่านเป็นบุคลากรของหน่วยงานนี้หรือไม่', 'yes']);
    await visitor.send({});
    expect([visitor.status, visitor.text('#worksHere-error')]).toEqual([
      422,
      expect.stringContaining('เลือกใช่หรือไม่ใช่'),
    ]);
    expect(visitor.page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#worksHere');
    expect(await waiting()).toEqual([]);
  });

  it('sends one word however often the button is pressed, and none without the token of the form', async () => {
    const visitor = await tracking('en');
    const form = visitor.page;
    await visitor.send({ worksHere: 'yes' });
    visitor.page = form;
    await visitor.send({ worksHere: 'yes' });
    expect(await waiting()).toHaveLength(1);
    await visitor.open(EMPLOYMENT, { worksHere: 'no' });
    expect([visitor.status, (await waiting()).length]).toEqual([403, 1]);
  });

  it('says in words that the protection has ended', async () => {
    const visitor = await tracking('en');
    const ended = { type: 'ProtectionEnded', schemaVersion: 1, at: NOW, actor: 'system', body: {} } as const;
    await record(ended);
    await visitor.send({ worksHere: 'yes' });
    expect([visitor.status, visitor.text('#worksHere-error')]).toEqual([
      409,
      expect.stringContaining('The protection has ended'),
    ]);
    await visitor.open('/track/case/protection');
    expect(visitor.page.querySelector(`a[href="${EMPLOYMENT}"]`)).toBeNull();
  });

  it('is announced where a complaint has been filed', async () => {
    const visitor = new Visitor(stage.url);
    await visitor.complain('en');
    expect(visitor.text('main')).toContain('If you work for this agency, you can say so');
  });
});

describe('the same by the API', () => {
  it('is one command for one key, which stands for no other word', async () => {
    expect(await saidByApi()).toBeNull();
    const key = randomUUID();
    const first = await tell(true, key);
    expect([first.status, first.body]).toEqual([202, { at: NOW }]);
    expect([await tell(true, key), await saidByApi()]).toEqual([first, true]);
    const other = await tell(false, key);
    expect([other.status, other.body['code']]).toEqual([422, 'idempotency-key-reused']);
    expect(await waiting()).toMatchObject([{ actor: { kind: 'complainant' }, params: { worksHere: true } }]);
  });

  it('takes nothing but yes or no, and from nobody without the receipt code', async () => {
    for (const wrong of ['yes', null, 1]) expect((await tell(wrong)).status).toBe(422);
    const extra = { worksHere: true, unit: 'finance' };
    expect((await call(`complaints/${reference}/employment`, extra)).status).toBe(422);
    receiptCode = '0000-0000-0000-0000-0000';
    expect((await tell(true)).status).toBe(404);
    expect(await waiting()).toEqual([]);
  });
});
