import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFiling } from '#persistence/filing-store.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import { addStaff } from '#persistence/staff-store.js';
import { listUnits } from '#persistence/unit-store.js';
import { isCommittedTo } from '#vault/commitment.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import type { KeyHolder, Purpose } from '#vault/purpose.js';
import { receiptHash } from '#vault/receipt-code.js';
import { wordTokens } from '#vault/word-index.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { caseDataKey, readTexts, openerOf } from './case-texts.js';
import { fileComplaint, type FilingDependencies } from './file-complaint.js';
import { isFilingRefused, type FilingAnswer } from './filing-answer.js';
import { complaintInput, filingRequest, intakeDependencies, ON_SATURDAY } from './filing.builder.js';
import type { FilingRequest } from './complaint-input.js';

let databases: TestDatabases;
let deps: FilingDependencies;
beforeAll(async () => {
  databases = await testDatabases();
  const [unit] = await listUnits(databases.main.manager);
  await addStaff(databases.main.manager, {
    id: 'somchai',
    username: 'somchai',
    name: 'นายสมชาย ใจดี',
    position: 'ผู้อำนวยการ',
    email: 'somchai@example.go.th',
    unit: unit!.id,
    roles: ['head-of-unit'],
    personnelRegime: 'civil-servant',
    isActive: true,
    passwordHash: null,
    createdAt: ON_SATURDAY,
  });
  deps = intakeDependencies(databases, KEYS_OF.intake);
});
afterAll(() => databases.close());

async function filed(request: FilingRequest = filingRequest()): Promise<FilingAnswer> {
  const answer = await fileComplaint(request, deps);
  if (isFilingRefused(answer)) throw new Error(answer.refused);
  return answer;
}

/** What a holder of a private key can read of the case. */
async function readAs(holder: KeyHolder, reference: string, purpose: Purpose): Promise<unknown> {
  const opener = openerOf(openKeyring(databases.keysDir, [holder]), holder);
  const place = { manager: databases.main.manager, keys: databases.keys };
  const [text] = await readTexts(place, opener, reference, purpose);
  return text === undefined ? null : JSON.parse(text.text);
}

const rowsOf = async (table: string): Promise<number> => {
  const source = table === 'wrapped_key' ? databases.keys : databases.main;
  const [row]: { count: string }[] = await source.query(`SELECT count(*) FROM ${table}`);
  return Number(row?.count);
};
const TABLES = [
  'filing',
  'sealed_text',
  'ledger_entry',
  'ledger_head',
  'outbox',
  'search_word',
  'wrapped_key',
];
const countAll = async (): Promise<number[]> => Promise.all(TABLES.map(rowsOf));

describe('filing a complaint', () => {
  it('answers with reference, receipt code, deemed receipt and the clocks with why', async () => {
    const answer = await filed();
    expect(answer.reference).toMatch(/^TRT-69-/);
    expect(answer.receiptCode).toMatch(/^\d{4}(-\d{4}){4}$/);
    expect(answer.filedAt).toBe(ON_SATURDAY);
    expect(answer.deemedReceivedAt).toBe('2026-02-09T01:30:00.000Z');
    expect(answer.clocks.length).toBeGreaterThan(0);
    expect(answer.clocks.map(({ why }) => why[0]?.code)).toContain('deemed-received');
    for (const { why, dueAt } of answer.clocks) {
      expect(why.at(-1)).toEqual({ code: 'due', at: dueAt });
      expect(dueAt > answer.deemedReceivedAt).toBe(true);
    }
  });

  it('seals each kind of text to whoever may open it', async () => {
    const { reference } = await filed();
    expect(await readAs('casework', reference, 'narrative')).toMatchObject({ place: 'ศาลากลางจังหวัดตราด' });
    expect(await readAs('mailer', reference, 'contact')).toEqual({ email: 'someone@example.org' });
    expect(await readAs('custodian', reference, 'identity')).toEqual({ name: 'นางสาวผู้ร้อง ลับ' });
    expect(await readAs('worker', reference, 'subjects')).toMatchObject({ matches: { persons: [] } });
    expect(await readAs('casework', reference, 'identity')).toBeNull();
    expect(await readAs('casework', reference, 'contact')).toBeNull();
    expect(await readAs('mailer', reference, 'narrative')).toBeNull();
  });

  it('leaves entry 1 with commitments, the order to start, words to find it by, and no word in the clear', async () => {
    const { reference, receiptCode } = await filed();
    const { manager } = databases.main;
    const [entry] = await readStream(manager, `complaint-${reference}`);
    const event = toEvent(entry!);
    expect(event).toMatchObject({
      type: 'ComplaintReceived',
      actor: 'complainant',
      body: { reference, channel: 'api' },
    });
    const opener = openerOf(openKeyring(databases.keysDir, ['casework']), 'casework');
    const dataKey = await caseDataKey(databases.keys, reference, 'narrative', opener);
    const [narrative] = await readTexts({ manager, keys: databases.keys }, opener, reference, 'narrative');
    const committed = event.type === 'ComplaintReceived' ? event.body.commitments['narrative'] : '';
    expect(isCommittedTo(committed ?? '', dataKey!, `${reference}|narrative`, narrative!.text)).toBe(true);

    const [token] = wordTokens(deps.keyring.secret('search-index'), 'ใบอนุญาต');
    const found: { reference: string }[] = await manager.query(
      'SELECT reference FROM search_word WHERE word_token = $1',
      [token],
    );
    expect(found).toContainEqual({ reference });
    expect(await findFiling(manager, reference)).toMatchObject({
      receiptHash: receiptHash(deps.keyring.secret('receipt-code'), receiptCode),
    });
    for (const table of ['filing', 'ledger_entry', 'outbox', 'sealed_text']) {
      const rows: unknown = await manager.query(`SELECT * FROM ${table}`);
      const text = JSON.stringify(rows, (_, value: unknown) =>
        typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
          ? Buffer.from((value as unknown as { data: number[] }).data).toString('utf8')
          : value,
      );
      for (const secret of ['เรียกเงิน', 'ผู้ร้อง', 'someone@', receiptCode]) expect(text).not.toContain(secret);
    }
  });

  it('matches the accused to the staff directory under seal', async () => {
    const complaint = complaintInput({ accused: [{ name: 'สมชาย ใจดี' }] });
    const { reference } = await filed(filingRequest({ complaint }));
    expect(await readAs('worker', reference, 'subjects')).toEqual({
      accused: [{ name: 'สมชาย ใจดี' }],
      matches: { persons: ['somchai'], units: [] },
    });
  });

  it('keeps no identity of whoever is anonymous', async () => {
    const identity = { mode: 'anonymous', name: 'นางสาวผู้ร้อง ลับ', nationalId: '1' } as const;
    const anonymousBasis = { evidence: true, circumstances: true, witness: false };
    const { reference } = await filed(
      filingRequest({ complaint: complaintInput({ identity, anonymousBasis }) }),
    );
    expect(await readAs('custodian', reference, 'identity')).toBeNull();
    const [entry] = await readStream(databases.main.manager, `complaint-${reference}`);
    expect(JSON.parse(entry!.body)).toMatchObject({ anonymousBasis, mayBeMailed: false });
  });

  it.each([
    ['web', '2026-02-09T01:30:00.000Z', 'deemed-received'],
    ['api', '2026-02-09T01:30:00.000Z', 'deemed-received'],
    ['e-mail', '2026-02-09T01:30:00.000Z', 'deemed-received'],
    ['letter', ON_SATURDAY, 'received'],
    ['telephone', ON_SATURDAY, 'received'],
    ['walk-in', ON_SATURDAY, 'received'],
  ] as const)('by %s on a Saturday counts from %s: %s', async (channel, deemedReceivedAt, code) => {
    const isDesks = channel !== 'web' && channel !== 'api';
    const desk = isDesks ? { desk: { staff: 'somchai', receivedAt: ON_SATURDAY } } : {};
    const answer = await filed(filingRequest({ channel, ...desk }));
    expect(answer).toMatchObject({ filedAt: ON_SATURDAY, deemedReceivedAt });
    expect(answer.clocks[0]?.why[0]?.code).toBe(code);
  });

  it('counts a letter from the day on which the desk had it', async () => {
    const receivedAt = '2026-02-03T03:00:00.000Z';
    const desk = { staff: 'somchai', receivedAt, letterNumber: 'ตร 0017/12' };
    const answer = await filed(filingRequest({ channel: 'letter', desk }));
    expect(answer).toMatchObject({ filedAt: receivedAt, deemedReceivedAt: receivedAt });
    expect(await readAs('casework', answer.reference, 'narrative')).toMatchObject({
      letterNumber: 'ตร 0017/12',
    });
    const [entry] = await readStream(databases.main.manager, `complaint-${answer.reference}`);
    expect(entry).toMatchObject({ actor: 'staff:somchai', at: ON_SATURDAY });
  });

  it('refuses an unknown category and stores nothing', async () => {
    const before = await countAll();
    const request = filingRequest({ complaint: complaintInput({ category: 'nonsense' }) });
    expect(await fileComplaint(request, deps)).toEqual({ refused: 'CategoryUnknown' });
    expect(await countAll()).toEqual(before);
  });
});

describe('the same complaint twice', () => {
  it('gets the same answer, also when both come at once, and is filed once', async () => {
    const request = filingRequest({ idempotencyKey: 'once' });
    const answers = await Promise.all([filed(request), filed(request), filed(request)]);
    const again = await filed(request);
    const { reference, receiptCode, clocks } = again;
    for (const answer of answers) expect(answer).toMatchObject({ reference, receiptCode, clocks });
    expect(answers.filter(({ isRepeated }) => !isRepeated)).toHaveLength(1);
    const filings: { reference: string }[] = await databases.main.query('SELECT reference FROM filing');
    const rows: unknown[] = await databases.keys.query(
      'SELECT DISTINCT reference FROM wrapped_key EXCEPT SELECT unnest($1::text[])',
      [filings.map((row) => row.reference)],
    );
    expect(rows).toEqual([]);
  });

  it('with another body under the same key is refused and stores nothing', async () => {
    await filed(filingRequest({ idempotencyKey: 'reused' }));
    const before = await countAll();
    const complaint = complaintInput({ subject: 'เรื่องอื่น' });
    expect(await fileComplaint(filingRequest({ idempotencyKey: 'reused', complaint }), deps)).toEqual({
      refused: 'IdempotencyKeyReused',
    });
    expect(await countAll()).toEqual(before);
  });

  it('without a key is two complaints', async () => {
    const [one, two] = [await filed(), await filed()];
    expect(one.reference).not.toBe(two.reference);
    expect(one.receiptCode).not.toBe(two.receiptCode);
  });
});

describe('a filing that the database cuts short', () => {
  it('leaves nothing in the main database, and can be repeated', async () => {
    const request = filingRequest({ idempotencyKey: 'cut-short' });
    const before = await countAll();
    await databases.main.query('ALTER TABLE outbox ADD CONSTRAINT broken CHECK (false) NOT VALID');
    await expect(fileComplaint(request, deps)).rejects.toThrow('broken');
    await databases.main.query('ALTER TABLE outbox DROP CONSTRAINT broken');
    expect((await countAll()).slice(0, -1)).toEqual(before.slice(0, -1));
    expect(await filed(request)).toMatchObject({ isRepeated: false });
  });
});
