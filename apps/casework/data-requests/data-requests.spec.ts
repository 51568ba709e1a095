import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openerOf, readTexts } from '#filing/case-texts.js';
import { saveRelationships } from '#persistence/relationship-store.js';
import type { Purpose } from '#vault/purpose.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const visitors = new Map<string, Visitor>();
async function as(who: string, language: 'th' | 'en' = 'en'): Promise<Visitor> {
  const visitor = visitors.get(who + language) ?? (await Visitor.signedIn(casework.url, who, language));
  visitors.set(who + language, visitor);
  return visitor;
}

/** Does the step on the page of the request, as a browser does. */
async function act(who: string, reference: string, step: string, fields: Record<string, string>) {
  const visitor = await as(who);
  await visitor.get(`/data-requests/${reference}`);
  return visitor.send(`/data-requests/${reference}/${step}`, fields);
}

const DATA = 'หน่วยงานเก็บชื่อและที่อยู่อีเมลของท่านจากการใช้บริการเมื่อเดือนมกราคม';

async function identified(name?: string, staff = ''): Promise<string> {
  const reference = await casework.dataRequests.file(name);
  await act('custodian-1', reference, 'identity', { how: 'เห็นบัตรประชาชนตัวจริง', staff });
  return reference;
}

const readings = async (reference: string): Promise<number> => {
  const rows: { n: number }[] = await casework.agency.databases.main.query(
    `SELECT count(*)::int AS n FROM ledger_entry WHERE stream = $1`,
    [`access-${reference}`],
  );
  return rows[0]?.n ?? 0;
};

/** The answers sealed under keys that the requester's receipt code opens. */
async function answersForRequester(reference: string): Promise<string[]> {
  const { main, keys } = casework.agency.databases;
  const purposes: { purpose: Purpose }[] = await keys.query(
    `SELECT DISTINCT purpose FROM wrapped_key WHERE reference = $1 AND recipient = 'receipt'`,
    [reference],
  );
  const opener = openerOf(casework.agency.apps, 'casework');
  const texts = await Promise.all(
    purposes.map(({ purpose }) => readTexts({ manager: main.manager, keys }, opener, reference, purpose)),
  );
  return texts.flat().flatMap(({ kind, text }) => (kind === 'answer' ? [text] : []));
}

describe('a request for data', () => {
  it('is on the list with its due day, is identified, answered, returned once, and approved by a second person', async () => {
    const reference = await casework.dataRequests.file();
    const list = await (await as('custodian-1')).get('/data-requests');
    expect(list.page.querySelector(`a[href="/data-requests/${reference}"]`)).not.toBeNull();
    expect(list.text).toContain('6 March 2026');

    const page = await (await as('custodian-1')).get(`/data-requests/${reference}`);
    expect(page.text).toContain('นายประชา ใจเย็น');
    expect(page.text).toContain('pracha@example.org');
    await act('custodian-1', reference, 'identity', { how: 'เห็นบัตรประชาชนตัวจริง' });
    const proposed = await act('custodian-1', reference, 'answer', { kind: 'data-given', answer: DATA });
    expect(proposed.text).toContain('A second person has to decide on your answer');
    expect(proposed.text).toContain('Done: Answer proposed');
    expect(proposed.page.querySelector('#approve')).toBeNull();

    const returned = await act('auditor-1', reference, 'return', { reason: 'โปรดระบุวันที่' });
    expect(returned.text).toContain('โปรดระบุวันที่');
    await act('custodian-1', reference, 'answer', { kind: 'data-given', answer: `${DATA} วันที่ 5` });
    const seen = await (await as('custodian-2')).get(`/data-requests/${reference}`);
    expect(seen.text).toContain('The agency neither confirms nor denies');
    expect(await answersForRequester(reference)).toEqual([]);
    const approved = await act('custodian-2', reference, 'approval', {});
    expect(await answersForRequester(reference)).toEqual([`${DATA} วันที่ 5`]);
    expect(approved.text).toContain('Answer given');
    expect(approved.page.querySelectorAll('form[action^="/data-requests/"]')).toHaveLength(0);
  });

  it('that came outside office hours says when it came and why it counts as received later', async () => {
    const { agency } = casework;
    const before = agency.now;
    agency.now = '2026-02-07T03:00:00.000Z';
    const reference = await casework.dataRequests.file();
    agency.now = before;
    const { text } = await (await as('custodian-1')).get(`/data-requests/${reference}`);
    expect(text).toContain('Filed outside office hours on 7 February 2026');
    expect(text).toContain('so it counts as received on 9 February 2026');
  });

  it('is not approved by whoever proposed, though the form was made up', async () => {
    const reference = await identified();
    await act('custodian-1', reference, 'answer', { kind: 'data-given', answer: DATA });
    const key = '0123456789012345678901234567';
    const own = await (
      await as('custodian-1')
    ).post(`/data-requests/${reference}/approval`, { key, seen: '99' });
    expect([own.status, own.text]).toEqual([
      409,
      expect.stringContaining('A second person must decide this'),
    ]);
  });

  it('keeps nothing of what somebody sends who may not do it', async () => {
    const reference = await identified();
    const key = '2468024680246802468024680246';
    const fields = { kind: 'data-given', answer: DATA, seen: '99', key };
    const made = await (await as('auditor-1')).post(`/data-requests/${reference}/answer`, fields);
    expect(made.status).toBe(409);
    const sealed: unknown[] = await casework.agency.databases.main.query(
      `SELECT 1 FROM sealed_text WHERE reference = $1 AND kind = 'answer'`,
      [reference],
    );
    expect(sealed).toEqual([]);
  });

  it('is decided as it was read: a change meanwhile is told', async () => {
    const reference = await identified();
    await act('custodian-1', reference, 'answer', { kind: 'data-given', answer: DATA });
    const late = await Visitor.signedIn(casework.url, 'auditor-2');
    await late.get(`/data-requests/${reference}`);
    await act('auditor-1', reference, 'return', { reason: 'แก้ไข' });
    await act('custodian-1', reference, 'answer', { kind: 'nothing-may-be-given', answer: 'ไม่มีข้อมูลที่ให้ได้' });
    const answer = await late.send(`/data-requests/${reference}/approval`, {});
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('Somebody else acted')]);
  });

  it('gives whoever was not identified no data, and offers no such answer', async () => {
    const reference = await casework.dataRequests.file();
    const page = await (await as('custodian-1')).get(`/data-requests/${reference}`);
    const kinds = page.page.querySelectorAll('input[name=kind]').map((one) => one.getAttribute('value'));
    expect(kinds).toEqual(['not-identified']);
    const made = await act('custodian-1', reference, 'answer', { kind: 'data-given', answer: DATA });
    expect([made.status, made.text]).toEqual([409, expect.stringContaining('Confirm who is asking')]);
  });

  it('says whose name it may be, and chooses nobody', async () => {
    const reference = await casework.dataRequests.file('นางสาวปริยากร เกาะกูดทอง');
    const page = await (await as('custodian-1')).get(`/data-requests/${reference}`);
    expect(page.text).toMatch(/The name may be that of [^:]*ปริยากร/);
    const chosen = page.page.querySelectorAll('#staff option[selected]');
    expect(chosen.map((one) => one.getAttribute('value')).filter(Boolean)).toEqual([]);
  });

  it('takes for a member of staff only somebody who is', async () => {
    const reference = await casework.dataRequests.file();
    const made = await act('custodian-1', reference, 'identity', { how: 'บัตร', staff: 'custodian-22' });
    expect([made.status, made.text]).toEqual([
      400,
      expect.stringContaining('Not valid: Is the requester of the staff?'),
    ]);
    const page = await (await as('custodian-1')).get(`/data-requests/${reference}`);
    expect(page.page.querySelector('form[action$="/identity"]')).not.toBeNull();
  });

  it('loses nothing that was typed when something is missing or the workflow is away', async () => {
    const reference = await identified();
    const missing = await act('custodian-1', reference, 'answer', { answer: DATA });
    expect([missing.status, missing.page.querySelector('#answer')?.text.trim()]).toEqual([400, DATA]);
    casework.dataRequests.instead = 'unreachable';
    const away = await act('custodian-1', reference, 'answer', { kind: 'data-given', answer: DATA });
    expect([away.status, away.page.querySelector('#answer')?.text.trim()]).toEqual([503, DATA]);
  });

  it('answers a step that is sent again, its answer lost, as it did before', async () => {
    const reference = await casework.dataRequests.file();
    const custodian = await as('custodian-1');
    await custodian.get(`/data-requests/${reference}`);
    const sent = { how: 'บัตร', seen: '2', key: '8765432109876543210987654321' };
    for (const _ of ['first', 'again']) {
      const made = await custodian.post(`/data-requests/${reference}/identity`, sent);
      expect([made.status, made.text]).toEqual([200, expect.stringContaining('Who asks is confirmed')]);
    }
    const confirmed: unknown[] = await casework.agency.databases.main.query(
      `SELECT 1 FROM ledger_entry WHERE stream = $1 AND type = 'IdentityConfirmed'`,
      [`data-request-${reference}`],
    );
    expect(confirmed).toHaveLength(1);
  });

  it('has each reading in the access stream', async () => {
    const reference = await casework.dataRequests.file();
    await (await as('auditor-1')).get(`/data-requests/${reference}`);
    await (await as('custodian-1')).get(`/data-requests/${reference}`);
    expect(await readings(reference)).toBe(2);
  });
});

describe('an answer that tells of others', () => {
  it.each([
    ['en', 'names members of staff'],
    ['th', 'คำตอบระบุชื่อบุคลากร'],
  ] as const)('is refused with its words kept, and nothing is sealed (%s)', async (language, message) => {
    const reference = await identified();
    const custodian = await as('custodian-1', language);
    await custodian.get(`/data-requests/${reference}`);
    const answer = `${DATA} ตามที่นางสาวปริยากร เกาะกูดทอง แจ้งไว้`;
    const shown = await custodian.send(`/data-requests/${reference}/answer`, { kind: 'data-given', answer });
    expect(shown.status).toBe(400);
    expect(shown.page.querySelector('.govuk-error-summary')?.text).toContain(message);
    expect(shown.page.querySelector('#answer')?.text.trim()).toBe(answer);
    const sealed: unknown[] = await casework.agency.databases.main.query(
      `SELECT 1 FROM sealed_text WHERE reference = $1 AND kind = 'answer'`,
      [reference],
    );
    expect(sealed).toEqual([]);
  });

  it.each(['คุณปริยากร', 'desk-1', 'เกาะกูดทอง', 'ปริยากร  เกาะกูดทอง'])(
    'is refused however somebody is named: %s',
    async (name) => {
      const reference = await identified();
      const answer = `ผู้ให้ข้อมูลคือ ${name} เท่านั้น`;
      const shown = await act('custodian-1', reference, 'answer', { kind: 'data-given', answer });
      expect([name, shown.status]).toEqual([name, 400]);
    },
  );

  it('is refused where it names a case, in whatever figures, and not for its own reference', async () => {
    const other = await casework.file();
    const reference = await identified();
    const thai = other.replace(/\d/g, (digit) => String.fromCharCode(0x0e50 + Number(digit)));
    const typings = [
      other,
      other.toLowerCase(),
      other.replaceAll('-', ' '),
      other.replaceAll('-', '–'),
      thai,
    ];
    for (const typed of typings) {
      const answer = `ข้อมูลของท่านอยู่ในเรื่อง ${typed} แล้ว`;
      const shown = await act('custodian-1', reference, 'answer', { kind: 'data-given', answer });
      expect([typed, shown.status]).toEqual([typed, 400]);
      expect(shown.page.querySelector('.govuk-error-summary')?.text).toContain(other);
    }
    const own = `คำตอบต่อคำขอ ${reference}: ${DATA}`;
    const shown = await act('custodian-1', reference, 'answer', { kind: 'data-given', answer: own });
    expect(shown.status).toBe(200);
  });

  it('may name the requester, who is of the staff', async () => {
    const reference = await identified('นางสาวปริยากร เกาะกูดทอง', 'desk-1');
    const answer = 'เรียน นางสาวปริยากร เกาะกูดทอง หน่วยงานเก็บบัญชีผู้ใช้ของท่าน';
    const shown = await act('custodian-1', reference, 'answer', { kind: 'data-given', answer });
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining('waits for a second person')]);
  });
});

describe('to whoever has no part in it, a request', () => {
  const same = (text: string, reference: string): string =>
    text.replaceAll(reference, 'REFERENCE').replace(/name="_csrf" value="[^"]*"/g, '');

  async function isUnknownTo(who: string, reference: string): Promise<void> {
    const unknown = 'TRT-69-0000-0000';
    for (const path of ['', '/identity', '/answer', '/approval', '/return']) {
      const ask = async (of: string) => {
        const at = `/data-requests/${of}${path}`;
        return path === '' ? (await as(who)).get(at) : (await as(who)).post(at, { kind: 'data-given' });
      };
      const [hidden, none] = [await ask(reference), await ask(unknown)];
      expect([who, path, hidden.status]).toEqual([who, path, 404]);
      expect(same(hidden.text, reference)).toBe(same(none.text, unknown));
    }
    expect(await readings(reference)).toBe(1);
  }

  it.each(['desk-1', 'officer-finance-1', 'head-finance', 'governor', 'administrator-1'])(
    'does not exist: %s',
    async (who) => {
      await isUnknownTo(who, await identifiedUnread());
    },
  );

  it('does not exist where the own data is asked for, or a relative’s, also for custodians and auditors', async () => {
    const reference = await identifiedUnread('custodian-2');
    await isUnknownTo('custodian-2', reference);
    expect((await (await as('custodian-2')).get('/data-requests')).text).not.toContain(reference);
    const kin = { staff: 'auditor-2', other: 'custodian-2', kind: 'spouse', degree: null } as const;
    await saveRelationships(casework.agency.databases.main.manager, [kin], 'administrator-1');
    await isUnknownTo('auditor-2', reference);
    expect((await (await as('auditor-2')).get('/data-requests')).text).not.toContain(reference);
    expect((await (await as('auditor-1')).get('/data-requests')).text).toContain(reference);
  });

  it('does not exist for whoever of the staff its words name, or a relative of theirs', async () => {
    const { manager } = casework.agency.databases.main;
    const people: { id: string; name: string }[] = await manager.query(
      `SELECT id, name FROM staff WHERE id IN ('custodian-2', 'auditor-1')`,
    );
    for (const { id, name } of people) {
      const reference = await casework.dataRequests.file(undefined, `ข้าพเจ้าเคยร้องเรียน ${name} ไว้`);
      expect([id, (await (await as(id)).get('/data-requests')).text]).toEqual([
        id,
        expect.not.stringContaining(reference),
      ]);
      expect((await (await as(id)).get(`/data-requests/${reference}`)).status).toBe(404);
      expect((await (await as('custodian-1')).get(`/data-requests/${reference}`)).text).toContain(name);
    }
    expect(people).toHaveLength(2);
  });

  it('is in no auditor’s verification who asks for the own data, neither found nor counted', async () => {
    const reference = await identifiedUnread('auditor-2');
    const verified = async (who: string) =>
      (await casework.api(who, 'GET', '/api/v1/ledger/verification')).json() as Promise<{ entries: number }>;
    // Signing in is an entry too.
    await verified('auditor-2');
    const [other, own] = [await verified('auditor-1'), await verified('auditor-2')];
    await (await as('custodian-1')).get(`/data-requests/${reference}`);
    expect(await verified('auditor-2')).toEqual(own);
    expect((await verified('auditor-1')).entries).toBe(other.entries + 1);
  });

  /** Read once, by the custodian who confirmed who asks. */
  async function identifiedUnread(staff = ''): Promise<string> {
    const reference = await casework.dataRequests.file();
    const custodian = await as('custodian-1');
    const key = '0123456789012345678901234567';
    const fields = { how: 'บัตร', staff, seen: '2', key };
    const answer = await custodian.post(`/data-requests/${reference}/identity`, fields);
    expect(answer.text).toContain('Who asks is confirmed');
    return reference;
  }
});
