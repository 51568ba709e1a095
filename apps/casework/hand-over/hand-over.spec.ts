import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { createHash, createHmac } from 'node:crypto';
import { Readable } from 'node:stream';
import { taggedPhotograph } from '#evidence/evidence.builder.js';
import type { EvidenceStorage } from '#evidence/storage/evidence-storage.js';
import type { ComplaintInput } from '#filing/complaint-input.js';
import { entryHash, GENESIS, type LedgerEntry } from '#ledger/ledger.js';
import { changeEvidenceRef, readEvidence } from '#persistence/evidence-store.js';
import { DEMONSTRATION_PEOPLE } from '../../../infra/start/demonstration-people.js';
import { CaseworkForTests } from '../casework.fake.js';
import { tokensOf } from '../casework.js';
import { until } from '../../../test/support/until.js';
import { Visitor } from '../visitor.fake.js';
import { openPackage } from './opened-package.builder.js';

let casework: CaseworkForTests;
let identity: string;
let recipient: string;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
}, 60_000);
afterAll(() => casework?.close());

const page = (reference: string): string => `/cases/${reference}/package`;
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** A case in which the head of the agency is named, with these files of the desk. */
async function toBeHandedOver(
  files: [string, Buffer | string][] = [],
  changes: Partial<ComplaintInput> = {},
): Promise<string> {
  const reference = await casework.file(changes, ['governor']);
  if (files.length === 0) return reference;
  const desk = await Visitor.signedIn(casework.url, 'desk-1');
  await desk.get(`/cases/${reference}/evidence`);
  const { status, text } = await desk.sendFiles(`/cases/${reference}/evidence`, files);
  if (status !== 200) throw new Error(text);
  return reference;
}

interface Entry {
  type: string;
  actor: string;
  body: { packageMade: { sha256: string; bytes: number; contents: number } };
}
async function made(reference: string): Promise<Entry[]> {
  const rows: (Omit<Entry, 'body'> & { body: string })[] = await casework.agency.databases.main.query(
    `SELECT type, actor, body FROM ledger_entry WHERE stream = $1 AND type = 'PackageMade' ORDER BY seq`,
    [`access-${reference}`],
  );
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) as Entry['body'] }));
}

async function makes(who: string, reference: string, fields: Record<string, string>): Promise<Response> {
  const visitor = await Visitor.signedIn(casework.url, who);
  await visitor.get(page(reference));
  return visitor.save(page(reference), { purpose: 'ส่งเรื่องให้พิจารณา', ...fields });
}

type Line = Omit<LedgerEntry, 'body'> & { body?: string; withheld?: true };
const opened = async (who: string, reference: string): Promise<Map<string, Buffer>> => {
  const answer = await makes(who, reference, { recipient });
  return openPackage(new Uint8Array(await answer.arrayBuffer()), { identity });
};
const linesOf = (files: Map<string, Buffer>): Line[] =>
  files
    .get('ledger/case.jsonl')!
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const ledgerLines = async (who: string, reference: string): Promise<Line[]> =>
  linesOf(await opened(who, reference));

/** How many lines have a body that their hash was taken of; every line has to follow the one before. */
function checkedLines(lines: Line[]): number {
  for (const [index, { prevHash }] of lines.entries())
    expect(prevHash).toBe(lines[index - 1]?.hash ?? GENESIS.hash);
  return lines.filter(({ body, hash, withheld: _, ...entry }) =>
    body === undefined ? false : entryHash({ ...entry, body }) === hash,
  ).length;
}

const GROUND_EVENTS = ['ConflictDeclared', 'ConflictFound', 'ExclusionLifted'];

describe('a sealed package', () => {
  it('holds what the case holds, and its hash is in the ledger before its last byte is out', async () => {
    const reference = await toBeHandedOver([['ที่เกิดเหตุ.jpg', await taggedPhotograph()]], {
      accused: [{ name: 'นายผู้ว่าราชการ', position: 'ผู้ว่าราชการจังหวัด' }],
    });
    const message = await casework.agency.textFrom(reference, 'ข้าพเจ้ามีพยาน');
    await casework.act('complainant', reference, 'answer-or-write', { message });

    const answer = await makes('desk-1', reference, { recipient });
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${reference}.zip.age"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const sealed = new Uint8Array(await answer.arrayBuffer());
    expect(await made(reference)).toMatchObject([
      {
        actor: 'staff:desk-1',
        body: { packageMade: { sha256: sha256(sealed), bytes: sealed.length, contents: 5 } },
      },
    ]);

    const files = await openPackage(sealed, { identity });
    expect([...files.keys()]).toEqual([
      '01-complaint.txt',
      '02-messages.txt',
      'evidence/01-ที่เกิดเหตุ.jpg',
      'ledger/case.jsonl',
      'ledger/commitments.json',
      '00-cover-letter.html',
    ]);
    const text = (path: string): string => files.get(path)!.toString('utf8');
    expect(text('01-complaint.txt')).toContain('มีการเรียกรับเงินเพื่อออกใบอนุญาต');
    expect(text('01-complaint.txt')).toContain('นายผู้ว่าราชการ · ผู้ว่าราชการจังหวัด');
    expect(text('02-messages.txt')).toContain('ข้าพเจ้ามีพยาน');
    const [row] = await readEvidence(casework.agency.databases.main.manager, { reference });
    const copy = await casework.api('desk-1', 'GET', `/cases/${reference}/evidence/${row!.id}`);
    expect(files.get('evidence/01-ที่เกิดเหตุ.jpg')!.equals(Buffer.from(await copy.arrayBuffer()))).toBe(true);

    const letter = text('00-cover-letter.html');
    for (const [path, content] of files)
      if (path !== '00-cover-letter.html')
        expect([path, letter.includes(path), letter.split(sha256(content)).length]).toEqual([path, true, 3]);
    for (const words of [
      'สำนักงาน ป.ป.ช. ประจำจังหวัดตราด',
      'Office of the National Anti-Corruption Commission, Trat',
      reference,
      'ส่งเรื่องให้พิจารณา',
      'นางสาวปริยากร เกาะกูดทอง (นักวิชาการศูนย์ดำรงธรรม)',
      'given in confidence',
      'ซึ่งขอปกปิดไว้',
    ])
      expect([words, letter.includes(words)]).toEqual([words, true]);
  });

  it('has the ledger of the case as a chain that can be checked, and shows which words were filed', async () => {
    const reference = await toBeHandedOver();
    const files = await opened('auditor-1', reference);
    const entries = linesOf(files);
    expect(entries.length).toBeGreaterThan(1);
    expect(checkedLines(entries)).toBe(entries.length);
    const filed = JSON.parse(entries[0]!.body!) as { commitments: Record<string, string> };
    const { opened: texts } = JSON.parse(files.get('ledger/commitments.json')!.toString('utf8')) as {
      opened: Record<string, { text: string; salt: string }>;
    };
    expect(Object.keys(texts)).toEqual(['narrative']);
    const { text, salt } = texts['narrative']!;
    const commitment = createHmac('sha256', Buffer.from(salt, 'hex')).update(text).digest('hex');
    expect(commitment).toBe(filed.commitments['narrative']);
  });

  it('tells nothing of why colleagues step aside, or need not: those entries have their hash and no body', async () => {
    const reference = await toBeHandedOver();
    const explanation = { id: 'why-words', hash: 'f'.repeat(64) };
    const person = tokensOf(casework.surroundings())('person', 'officer-finance-1');
    await casework.act('desk-2', reference, 'declare-conflict', { ground: 'relative' });
    await casework.act('desk-1', reference, 'record-conflict', { person, ground: 'relative', explanation });
    await casework.act('auditor-1', reference, 'lift-exclusion', { person, explanation });
    const lines = await ledgerLines('desk-1', reference);
    const why = lines.filter(({ type }) => GROUND_EVENTS.includes(type));
    expect(why.map(({ type }) => type)).toEqual(GROUND_EVENTS);
    for (const line of why) expect(line).toMatchObject({ withheld: true, hash: expect.any(String) });
    for (const words of ['"ground"', 'relative', explanation.id, person])
      expect([words, why.some((line) => JSON.stringify(line).includes(words))]).toEqual([words, false]);
    expect(checkedLines(lines)).toBe(lines.length - why.length);
  });

  it('leaves the body out of a link to a case that does not exist for its maker, rather than give another', async () => {
    const [reference, leader] = [await toBeHandedOver(), await casework.file()];
    await casework.act('desk-1', reference, 'link', { leader });
    const persons = [tokensOf(casework.surroundings())('person', 'auditor-1')];
    const subject = { id: 'text', hash: 'hash' };
    await casework.act('desk-1', leader, 'add-accused', { persons, units: [], subject });
    const [shown, withheld] = [
      await ledgerLines('auditor-2', reference),
      await ledgerLines('auditor-1', reference),
    ];
    const linkIn = (lines: Line[]) => lines.find(({ type }) => type === 'LinkedToLeader');
    expect(linkIn(shown)?.body).toContain(leader);
    expect(checkedLines(shown)).toBe(shown.length);
    expect(linkIn(withheld)).toMatchObject({ withheld: true, hash: linkIn(shown)?.hash });
    expect(linkIn(withheld)).not.toHaveProperty('body');
    expect(checkedLines(withheld)).toBe(withheld.length - 1);
  });

  it('says who complained only where that was filed by name, and whoever makes it may open it', async () => {
    const name = 'นางสาวเปิดเผย ชื่อจริง';
    const named = await toBeHandedOver([], { identity: { mode: 'named', name, phone: '081 234 5678' } });
    const confidential = await toBeHandedOver([], { identity: { mode: 'confidential', name } });
    const all = async (who: string, reference: string): Promise<string> => {
      const answer = await makes(who, reference, { recipient });
      const files = await openPackage(new Uint8Array(await answer.arrayBuffer()), { identity });
      return Buffer.concat([...files.values()]).toString('utf8');
    };
    const byDesk = await all('desk-1', named);
    expect([byDesk.includes(name), byDesk.includes('081 234 5678')]).toEqual([true, true]);
    const byAuditor = await all('auditor-1', named);
    expect([byAuditor.includes(name), byAuditor.includes('whoever made this package may not open')]).toEqual([
      false,
      true,
    ]);
    expect((await all('desk-1', confidential)).includes(name)).toBe(false);
  });

  it('leaves out notes of the agency, and names what it leaves out', async () => {
    const reference = await toBeHandedOver([
      ['a.txt', 'ปกติ'],
      ['b.txt', 'อันตราย'],
    ]);
    const [, harmful] = await readEvidence(casework.agency.databases.main.manager, { reference });
    await changeEvidenceRef(casework.agency.databases.main.manager, harmful!.id, { isQuarantined: true });
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    await desk.get(`/cases/${reference}/add-note`);
    await desk.send(`/cases/${reference}/add-note`, { note: 'เก็บไว้ภายในหน่วยงาน' });
    const answer = await makes('desk-1', reference, { recipient });
    const files = await openPackage(new Uint8Array(await answer.arrayBuffer()), { identity });
    expect([...files.keys()].filter((path) => path.startsWith('evidence/'))).toEqual(['evidence/01-a.txt']);
    const letter = files.get('00-cover-letter.html')!.toString('utf8');
    expect(letter).toContain('ไฟล์หลักฐานที่พบโปรแกรมอันตราย: 02-b.txt');
    expect(letter).toContain('in which a harmful program was found: 02-b.txt');
    expect(Buffer.concat([...files.values()]).includes('เก็บไว้ภายในหน่วยงาน')).toBe(false);
  });

  it('is opened by the passphrase of the page where no key is given, and the page keeps none', async () => {
    const reference = await toBeHandedOver();
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    const shown = await desk.get(page(reference));
    const passphrase = shown.page.querySelector('#passphrase .receipt-code')!.text;
    expect(passphrase).toMatch(/^([0-9a-z]{4}-){6}[0-9a-z]{4}$/);
    const answer = await desk.save(page(reference), { purpose: 'ส่งเรื่อง' });
    const sealed = new Uint8Array(await answer.arrayBuffer());
    expect((await openPackage(sealed, { passphrase })).has('01-complaint.txt')).toBe(true);
    await expect(openPackage(sealed, { passphrase: `${passphrase}0` })).rejects.toThrow();
    const again = await desk.get(page(reference));
    expect(again.text).not.toContain(passphrase);
    expect(again.text).toContain(sha256(sealed));
    expect(again.text).toContain('ส่งเรื่อง');
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
    expect((await auditor.get(`/cases/${reference}/history`)).text).toContain(
      `Sealed package made of 3 files, SHA-256 ${sha256(sealed)}`,
    );
  });
});

describe('making a package is refused', () => {
  it.each([
    ['en', 'The public key is not right'],
    ['th', 'กุญแจสาธารณะไม่ถูกต้อง'],
  ] as const)('for a key that is none, in words (%s)', async (language, words) => {
    const reference = await toBeHandedOver();
    const desk = await Visitor.signedIn(casework.url, 'desk-1', language);
    const wrong = [recipient.slice(0, -1), identity, `${recipient} ${recipient}`, 'ssh-ed25519 AAAA'];
    for (const one of wrong) {
      const { page: before } = await desk.get(page(reference));
      const shown = await desk.send(page(reference), { purpose: 'ส่งเรื่อง', recipient: one });
      expect([one, shown.status, shown.text.includes(words)]).toEqual([one, 422, true]);
      const passphrase = '#passphrase .receipt-code';
      expect(shown.page.querySelector(passphrase)?.text).toBe(before.querySelector(passphrase)?.text);
    }
    expect(await made(reference)).toEqual([]);
  });

  it('without a purpose, and with a passphrase that the page did not make', async () => {
    const reference = await toBeHandedOver();
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    await desk.get(page(reference));
    const aimless = await desk.send(page(reference), { purpose: '' });
    expect([aimless.status, aimless.text.includes('Enter the purpose')]).toEqual([422, true]);
    const weak = await desk.send(page(reference), { purpose: 'ส่งเรื่อง', passphrase: '1234' });
    expect([weak.status, weak.text.includes('Write down the new one')]).toEqual([422, true]);
  });

  it.each([
    ['en', 'Somebody in the agency can decide this case'],
    ['th', 'เรื่องนี้ยังมีผู้มีอำนาจพิจารณาในหน่วยงาน'],
  ] as const)('of a case that somebody in the agency can decide (%s)', async (language, words) => {
    const reference = await casework.file();
    const desk = await Visitor.signedIn(casework.url, 'desk-1', language);
    expect((await desk.get(page(reference))).page.querySelector('#purpose')).toBeNull();
    const refused = await desk.post(page(reference), { purpose: 'ส่งเรื่อง', recipient });
    expect([refused.status, refused.text.includes(words)]).toEqual([409, true]);
    expect(await made(reference)).toEqual([]);
  });

  it('to the head who is accused and to whoever is kept out, as if there were no such case', async () => {
    const reference = await casework.file({}, ['governor', 'desk-1']);
    for (const who of ['governor', 'desk-1', 'officer-finance-1']) {
      const visitor = await Visitor.signedIn(casework.url, who);
      const hidden = await visitor.get(page(reference));
      const unknown = await visitor.get(page('TRT-69-0000-0000'));
      expect([who, hidden.status, unknown.status]).toEqual([who, 404, 404]);
      expect(hidden.text).toBe(unknown.text);
      expect((await visitor.post(page(reference), { purpose: 'ส่งเรื่อง', recipient })).status).toBe(404);
    }
    expect(await made(reference)).toEqual([]);
  });

  it('by somebody who has the case and may not hand it over', async () => {
    const reference = await toBeHandedOver();
    await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
    const head = await Visitor.signedIn(casework.url, 'head-finance');
    const { status, page: shown } = await head.get(page(reference));
    expect([status, shown.querySelector('#purpose')]).toEqual([200, null]);
    expect((await head.post(page(reference), { purpose: 'ส่งเรื่อง', recipient })).status).toBe(409);
    expect(await made(reference)).toEqual([]);
  });

  it('by a custodian, unless the whole desk and every auditor are kept out', async () => {
    const chain = DEMONSTRATION_PEOPLE.filter(({ role }) => ['central-desk', 'auditor'].includes(role)).map(
      ({ id }) => id,
    );
    const cases = [await casework.file({}, ['governor']), await casework.file({}, ['governor', ...chain])];
    const shown: [boolean, boolean, number][] = [];
    for (const reference of cases) {
      const custodian = await Visitor.signedIn(casework.url, 'custodian-1');
      const actions = (await custodian.get(`/cases/${reference}`)).page.querySelector('.actions')?.text ?? '';
      const form = (await custodian.get(page(reference))).page.querySelector('#purpose');
      const { status } = await custodian.post(page(reference), { purpose: 'ส่งเรื่อง', recipient });
      shown.push([actions.includes('Sealed package for the outside body'), form !== null, status]);
    }
    expect(shown).toEqual([
      [false, false, 409],
      [true, true, 200],
    ]);
    expect((await made(cases[0]!)).length).toBe(0);
  });

  it('halfway where the storage goes away: the file breaks off, and no hash is recorded', async () => {
    const reference = await toBeHandedOver([
      ['a.txt', 'ก'.repeat(200_000)],
      ['b.txt', 'ข'],
    ]);
    const rows = await readEvidence(casework.agency.databases.main.manager, { reference });
    const { storage } = casework.room;
    const away: EvidenceStorage = Object.assign(Object.create(storage) as EvidenceStorage, {
      read: async (id: string) =>
        id === rows[1]!.id
          ? Readable.from(
              (async function* () {
                yield Buffer.alloc(10);
                throw new Error('The storage went away.');
              })(),
            )
          : storage.read(id),
    });
    casework.room.storage = away;
    try {
      const answer = await makes('desk-1', reference, { recipient });
      await expect(answer.arrayBuffer()).rejects.toThrow();
    } finally {
      casework.room.storage = storage;
    }
    expect(await made(reference)).toEqual([]);
    const whole = await makes('desk-1', reference, { recipient });
    expect((await openPackage(new Uint8Array(await whole.arrayBuffer()), { identity })).size).toBe(6);
    expect((await made(reference)).length).toBe(1);
  });
});

describe('whoever goes away before the end', () => {
  it('leaves no file open and no hash behind', async () => {
    const reference = await toBeHandedOver([['a.txt', 'ก']]);
    const { storage } = casework.room;
    let isRead = false;
    const stuck = new Readable({ read: () => void (isRead = true) });
    const slow = Object.assign(Object.create(storage) as EvidenceStorage, { read: async () => stuck });
    casework.room.storage = slow;
    try {
      const answer = await makes('desk-1', reference, { recipient });
      const reader = answer.body!.getReader();
      expect((await reader.read()).done).toBe(false);
      await until(async () => isRead);
      await reader.cancel();
      await until(async () => stuck.destroyed);
    } finally {
      casework.room.storage = storage;
    }
    expect(await made(reference)).toEqual([]);
  });
});

describe('handing over', () => {
  const form = (reference: string): string => `/cases/${reference}/hand-to-outside-body`;

  it('names the package, who brought it and who received it; the case page shows its hash', async () => {
    const reference = await toBeHandedOver();
    const answer = await makes('desk-1', reference, { recipient });
    const hash = sha256(new Uint8Array(await answer.arrayBuffer()));
    const desk = await Visitor.signedIn(casework.url, 'desk-2');
    expect((await desk.get(`/cases/${reference}`)).page.querySelector('.actions')?.text).toContain(
      'Sealed package for the outside body',
    );
    const { page: shown } = await desk.get(form(reference));
    const chosen = shown.querySelector('input[name=packageHash][checked]');
    expect(chosen?.getAttribute('value')).toBe(hash);
    const words = { carrier: 'นายกิตติภพ เจ้าหน้าที่', receiver: 'นางรับเรื่อง เลขรับ 15/2569' };
    const missing = await desk.send(form(reference), { packageHash: hash, receiver: words.receiver });
    expect(missing.status).toBe(400);
    const done = await desk.send(form(reference), { packageHash: hash, ...words });
    expect(done.status).toBe(200);
    const ledger = await casework.agency.ledger(reference);
    expect(ledger.find(({ type }) => type === 'HandedToOutsideBody')).toMatchObject({
      actor: 'staff:desk-2',
      body: { packageHash: hash },
    });
    const { text } = await desk.get(`/cases/${reference}`);
    for (const one of [hash, words.carrier, words.receiver]) expect(text).toContain(one);
    const after = await desk.get(page(reference));
    expect([after.status, after.page.querySelector('#purpose')]).toEqual([200, null]);
  });

  it('takes no hash of a package that was not made whole of this very case', async () => {
    const reference = await toBeHandedOver();
    const other = await toBeHandedOver();
    const answer = await makes('desk-1', other, { recipient });
    const hash = sha256(new Uint8Array(await answer.arrayBuffer()));
    const give = (packageHash?: string): Promise<Response> =>
      casework.api('desk-1', 'POST', `/api/v1/complaints/${reference}/commands/hand-to-outside-body`, {
        carrier: 'ผู้ส่ง',
        receiver: 'ผู้รับ',
        ...(packageHash !== undefined && { packageHash }),
      });
    for (const one of [hash, 'f'.repeat(64), 'short']) expect((await give(one)).status).toBe(422);
    expect((await give()).status).toBe(200);
  });
});
