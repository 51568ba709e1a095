import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Refusal } from '#domain/complaint/refusal.js';
import { CaseworkForTests } from '../../casework.fake.js';
import { Visitor } from '../../visitor.fake.js';
import { accuse, protectedCase, someText } from '../protected-case.builder.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const as = (who: string, language: 'th' | 'en' = 'en'): Promise<Visitor> =>
  Visitor.signedIn(casework.url, who, language);
const give = (
  who: string,
  id: string,
  name: string,
  body: object,
  key: string = randomUUID(),
): Promise<Response> =>
  casework.api(who, 'POST', `/api/v1/protections/${id}/commands/${name}`, body, { 'idempotency-key': key });
const codeOf = async (answer: Response): Promise<[number, string]> => [
  answer.status,
  ((await answer.json()) as { code: string }).code,
];
const plea = { purpose: 'take-testimony', ground: 'official-duty', hours: 2 };
const asked = { ...plea, reason: someText };

describe('the form of a risk assessment', () => {
  it('asks more of staff and of those who are sealed', async () => {
    const custodian = await as('custodian-1');
    const factorsOf = async (id: string): Promise<string[]> => {
      const { page } = await custodian.get(`/protections/${id}/assess-risk`);
      return page.querySelectorAll('input[name=factors]').map((input) => input.getAttribute('value') ?? '');
    };
    const sealed = await protectedCase(casework);
    expect(await factorsOf(sealed)).toEqual(expect.arrayContaining(['facts-known-to-few', 'told-somebody']));
    expect(await factorsOf(sealed)).not.toContain('same-unit');
    expect(await factorsOf(await protectedCase(casework, { isStaff: true }))).toContain('same-unit');
    const named = { identity: { mode: 'named', name: 'นายเปิดเผย ชื่อ' } } as const;
    expect(await factorsOf(await protectedCase(casework, {}, named))).not.toContain('told-somebody');
  });

  it.each([
    ['en', 'Enter or choose: How high is the risk?'],
    ['th', 'กรอกหรือเลือก: ระดับความเสี่ยง'],
  ] as const)('says in %s what is missing and keeps the rest', async (language, message) => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1', language);
    await custodian.get(`/protections/${id}/assess-risk`);
    const again = await custodian.send(`/protections/${id}/assess-risk`, {
      factors: ['threats-before', 'told-somebody'],
      assessment: 'พิมพ์ไว้แล้ว',
    });
    expect([again.status, again.text.includes(message)]).toEqual([400, true]);
    expect(again.page.querySelector('textarea')?.text).toContain('พิมพ์ไว้แล้ว');
    expect(again.page.querySelectorAll('input[name=factors][checked]')).toHaveLength(2);
  });
});

describe('a measure', () => {
  it('begins with an owner and a last day of either era, is proved by its owner and ends', async () => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1');
    await custodian.get(`/protections/${id}/begin-measure`);
    const fields = { kind: 'P1', owner: 'officer-finance-1', note: 'ปิดชื่อในรายงาน' };
    const day = { 'until-day': '31', 'until-month': '3', 'until-year': '2569' };
    const begun = await custodian.send(`/protections/${id}/begin-measure`, { ...fields, ...day });
    expect(begun.path).toBe(`/protections/${id}?done=begin-measure`);
    expect((await casework.protections.stateOf(id)).measures[0]).toMatchObject({ until: '2026-03-31' });

    const owner = await as('officer-finance-1');
    const own = await owner.get(`/protections/${id}`);
    expect([own.text.includes('ปิดชื่อในรายงาน'), own.text.includes('Assessments of the risk')]).toEqual([
      true,
      false,
    ]);
    await owner.get(`/protections/${id}/prove-measure?measure=1`);
    const proved = await owner.send(`/protections/${id}/prove-measure`, { proof: 'ตรวจเอกสารครบแล้ว' });
    expect(proved.text).toContain('ตรวจเอกสารครบแล้ว');
    await custodian.get(`/protections/${id}/end-measure?measure=1`);
    const ended = await custodian.send(`/protections/${id}/end-measure`, { proof: 'ไม่ต้องใช้แล้ว' });
    expect(ended.path).toBe(`/protections/${id}?done=end-measure`);
  });

  it('is given no day that there is not, and nobody to whom the case does not exist', async () => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1');
    const { page } = await custodian.get(`/protections/${id}/begin-measure`);
    const offered = page.querySelectorAll('select option').map((one) => one.getAttribute('value'));
    expect(offered).toContain('officer-finance-1');
    expect(offered).not.toContain('officer-strategy-1');
    const fields = { kind: 'P1', owner: 'desk-1', note: 'บันทึก' };
    const day = { 'until-day': '31', 'until-month': '2', 'until-year': '2569' };
    const wrong = await custodian.send(`/protections/${id}/begin-measure`, { ...fields, ...day });
    expect([wrong.status, wrong.page.querySelector('[name=until-day]')?.getAttribute('value')]).toEqual([
      400,
      '31',
    ]);
    const answer = await give('custodian-1', id, 'begin-measure', { ...fields, owner: 'officer-strategy-1' });
    expect(await codeOf(answer)).toEqual([409, 'OwnerNotAvailable']);
  });
});

describe('a command for a protected person', () => {
  it('is sealed, and carried out once however often it is sent', async () => {
    const id = await protectedCase(casework);
    const before = casework.protections.sent.length;
    const key = randomUUID();
    const first = await give('custodian-1', id, 'write-to-person', { message: 'ท่านปลอดภัยดีหรือไม่' }, key);
    const again = await give('custodian-1', id, 'write-to-person', { message: 'ท่านปลอดภัยดีหรือไม่' }, key);
    expect([first.status, await again.json()]).toEqual([200, await first.json()]);
    expect(casework.protections.sent.length - before).toBe(1);
    expect(JSON.stringify(casework.protections.sent)).not.toContain('ปลอดภัย');
    const other = await give('custodian-1', id, 'write-to-person', { message: 'อย่างอื่น' }, key);
    expect(await codeOf(other)).toEqual([422, 'idempotency-key-reused']);
  });

  it('is sealed so that the person reads what is written to them, and nothing that the agency notes', async () => {
    const id = await protectedCase(casework);
    await give('custodian-1', id, 'write-to-person', { message: 'ถึงท่าน' });
    await give('custodian-1', id, 'assess-risk', { level: 'low', factors: [], assessment: 'ภายใน' });
    const texts: unknown[] = await casework.agency.databases.main.query(
      `SELECT kind, purpose FROM sealed_text WHERE reference = $1 AND author = 'staff:custodian-1' ORDER BY kind`,
      [id],
    );
    expect(texts).toEqual([
      { kind: 'assessment', purpose: 'internal' },
      { kind: 'message', purpose: 'narrative' },
    ]);
  });

  it('loses nothing that was typed when the workflow cannot be reached', async () => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1');
    await custodian.get(`/protections/${id}/write-to-person`);
    casework.protections.instead = 'unreachable';
    const down = await custodian.send(`/protections/${id}/write-to-person`, { message: 'เรียนท่าน' });
    expect([down.status, down.page.querySelector('textarea')?.text.includes('เรียนท่าน')]).toEqual([503, true]);
    const sent = await custodian.send(`/protections/${id}/write-to-person`, { message: 'เรียนท่าน' });
    expect(sent.path).toBe(`/protections/${id}?done=write-to-person`);
    casework.protections.instead = 'unreachable';
    expect((await give('custodian-1', id, 'write-to-person', { message: 'ก' })).status).toBe(503);
  });

  it('shows what a colleague did meanwhile, keeps the words, and sends them on a second press', async () => {
    const id = await protectedCase(casework);
    const custodian = await as('custodian-1');
    await custodian.get(`/protections/${id}/write-to-person`);
    await casework.protections.act('custodian-2', id, 'assess-risk', {
      level: 'low',
      factors: [],
      assessment: someText,
    });
    const told = await custodian.send(`/protections/${id}/write-to-person`, { message: 'เรียนท่าน' });
    expect([told.status, told.text.includes('Risk assessed')]).toEqual([409, true]);
    expect(told.page.querySelector('textarea')?.text).toContain('เรียนท่าน');
    const sent = await custodian.send(`/protections/${id}/write-to-person`, { message: 'เรียนท่าน' });
    expect(sent.path).toBe(`/protections/${id}?done=write-to-person`);
  });

  it('names what is wrong over the API, and is not there where it is unknown', async () => {
    const id = await protectedCase(casework);
    const wrong = await give('custodian-1', id, 'assess-risk', { level: 'huge', assessment: 'ก' });
    expect([
      wrong.status,
      ((await wrong.json()) as { errors: { field: string }[] }).errors[0]?.field,
    ]).toEqual([422, 'level']);
    for (const name of ['open-protection', 'ring', 'follow-case', 'answer-check-in', 'constructor'])
      expect([name, (await give('custodian-1', id, name, {})).status]).toEqual([name, 404]);
    casework.protections.instead = new Refusal('ProtectionOver');
    expect(await codeOf(await give('custodian-1', id, 'write-to-person', { message: 'ก' }))).toEqual([
      409,
      'ProtectionOver',
    ]);
  });

  it('is for custodians where it protects: others are told nothing of how things stand', async () => {
    const id = await protectedCase(casework);
    await casework.protections.act('desk-1', id, 'ask-for-identity', asked);
    for (const [name, body] of [
      ['assess-risk', { level: 'low', factors: [], assessment: 'ก' }],
      ['decide-access', { access: 1, approved: true }],
      ['withdraw-request', { access: 1 }],
      ['end-access', { access: 1, reason: 'ก' }],
      ['end-access', { access: 7, reason: 'ก' }],
    ] as const)
      expect([name, ...(await codeOf(await give('officer-finance-1', id, name, body)))]).toEqual([
        name,
        403,
        'NotForThisPerson',
      ]);
    expect((await casework.protections.stateOf(id)).accesses[0]?.status).toBe('asked');
  });
});

describe('a request to know who complained', () => {
  it('is decided by no one alone', async () => {
    const id = await protectedCase(casework);
    await casework.protections.act('custodian-1', id, 'ask-for-identity', asked);
    const own = await as('custodian-1');
    const seen = await own.get(`/protections/${id}`);
    expect(seen.page.querySelector(`a[href$="decide-access?access=1"]`)).toBeNull();
    expect(
      await codeOf(await give('custodian-1', id, 'decide-access', { access: 1, approved: true })),
    ).toEqual([409, 'SecondPersonRequired']);
    const other = await as('custodian-2');
    const theirs = await other.get(`/protections/${id}`);
    expect(theirs.page.querySelector(`a[href$="decide-access?access=1"]`)).not.toBeNull();
  });

  it('comes to the head of the agency when the other custodian is accused', async () => {
    const id = await protectedCase(casework);
    await accuse(casework, id, 'custodian-2');
    await casework.protections.act('custodian-1', id, 'ask-for-identity', asked);
    const governor = await as('governor');
    await governor.get(`/protections/${id}/decide-access?access=1`);
    const decided = await governor.send(`/protections/${id}/decide-access`, {
      approved: 'false',
      reason: 'ไม่จำเป็น',
    });
    expect(decided.path).toBe(`/protections/${id}?done=decide-access`);
    expect((await casework.protections.stateOf(id)).accesses[0]).toMatchObject({
      status: 'refused',
      decidedBy: 'governor',
    });
  });

  it('says how long it may be at most', async () => {
    const id = await protectedCase(casework);
    const answer = await give('officer-finance-1', id, 'ask-for-identity', {
      ...plea,
      hours: 73,
      reason: 'ก',
    });
    expect(await codeOf(answer)).toEqual([409, 'AccessTooLong']);
    const { text } = await (await as('officer-finance-1')).get(`/protections/${id}/ask-for-identity`);
    expect(text).toContain('At most 72 hours');
  });

  it('is taken in an emergency by the desk at once, and reviewed by somebody else', async () => {
    const id = await protectedCase(casework);
    const taken = await give('desk-1', id, 'take-identity-in-emergency', { ...plea, reason: 'มีอันตราย' });
    expect(taken.status).toBe(200);
    expect(
      await codeOf(
        await give('officer-finance-1', id, 'take-identity-in-emergency', { ...plea, reason: 'ก' }),
      ),
    ).toEqual([403, 'NotForThisPerson']);
    const custodian = await as('custodian-1');
    await custodian.get(`/protections/${id}/review-emergency?access=1`);
    const review = { wasJustified: 'false', reason: 'ไม่มีอันตรายจริง' };
    const reviewed = await custodian.send(`/protections/${id}/review-emergency`, review);
    expect(reviewed.path).toBe(`/protections/${id}?done=review-emergency`);
    const bar = { access: 1, ground: 'ศาลมีคำสั่ง' };
    expect((await give('custodian-2', id, 'bar-telling', bar)).status).toBe(200);
    expect((await custodian.get(`/protections/${id}`)).text).toContain('The complainant is not told');
    expect((await give('custodian-2', id, 'allow-telling', { access: 1 })).status).toBe(200);
    expect((await give('custodian-1', id, 'end-access', { access: 1, reason: 'พอแล้ว' })).status).toBe(200);
  });

  it('is withdrawn by its asker', async () => {
    const id = await protectedCase(casework);
    await casework.protections.act('officer-finance-1', id, 'ask-for-identity', asked);
    const officer = await as('officer-finance-1');
    await officer.get(`/protections/${id}/withdraw-request?access=1`);
    const done = await officer.send(`/protections/${id}/withdraw-request`, {});
    expect([done.path, done.text.includes('Withdrawn')]).toEqual([
      `/protections/${id}?done=withdraw-request`,
      true,
    ]);
  });
});

describe('what is sensitive', () => {
  it('asks for the password once more, and keeps what was typed', async () => {
    const id = await protectedCase(casework);
    await casework.protections.act('officer-finance-1', id, 'ask-for-identity', asked);
    const custodian = await as('custodian-1');
    await custodian.get(`/protections/${id}/decide-access?access=1`);
    const earlier = casework.agency.now;
    casework.agency.now = '2026-02-04T03:30:00.000Z';
    const held = await custodian.send(`/protections/${id}/decide-access`, {
      approved: 'true',
      reason: 'เห็นชอบ',
    });
    expect([held.status, held.page.querySelector('input[name=reason]')?.getAttribute('value')]).toEqual([
      403,
      'เห็นชอบ',
    ]);
    await custodian.get(`/protections/${id}/assess-risk`);
    const fields = { level: 'low', assessment: 'ก' };
    expect((await custodian.send(`/protections/${id}/assess-risk`, fields)).status).toBe(200);
    casework.agency.now = earlier;
    expect((await casework.protections.stateOf(id)).accesses[0]?.status).toBe('asked');
  });
});

describe('harm that a custodian finds out', () => {
  it('opens a case of retaliation at once, one however often it is sent', async () => {
    const id = await protectedCase(casework);
    await casework.protections.act('system', id, 'find-personnel-action', {
      kind: 'transfer',
      on: '2026-02-03',
      record: '1',
    });
    const judged = { action: 1, isJustified: false, reason: 'ย้ายโดยไม่มีเหตุ' };
    const key = randomUUID();
    casework.protections.instead = 'unreachable';
    expect((await give('custodian-1', id, 'judge-personnel-action', judged, key)).status).toBe(503);
    casework.agency.now = '2026-02-04T04:00:00.000Z';
    expect((await give('custodian-1', id, 'judge-personnel-action', judged, key)).status).toBe(200);
    const filed: { reference: string }[] = await casework.agency.databases.main.query(
      `SELECT reference FROM filing WHERE category = 'retaliation'`,
    );
    expect(filed).toHaveLength(1);
    const [event] = await casework.agency.ledger(filed[0]!.reference);
    expect(event).toMatchObject({ actor: 'staff:custodian-1', body: { retaliationOf: id } });
    const { text } = await (await as('custodian-1')).get(`/protections/${id}`);
    expect(text).toContain(filed[0]!.reference);
  });

  it('opens none where nobody was harmed', async () => {
    const id = await protectedCase(casework);
    await casework.protections.act('system', id, 'find-personnel-action', {
      kind: 'pay',
      on: '2026-02-03',
      record: '2',
    });
    const judged = { action: 1, isJustified: true, reason: 'ตามรอบประเมิน' };
    expect((await give('custodian-1', id, 'judge-personnel-action', judged)).status).toBe(200);
    const { text } = await (await as('custodian-1')).get(`/protections/${id}`);
    expect(text).not.toContain('→ TRT');
  });
});
