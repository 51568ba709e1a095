import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { namedPdf, taggedPhotograph } from '#evidence/evidence.builder.js';
import { type ScanResult } from '#evidence/scanning/clamd.js';
import { readEvidence } from '#persistence/evidence-store.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());

const page = (reference: string): string => `/cases/${reference}/evidence`;

/** A case at its officer, to which the officer has added these files. */
async function withEvidence(
  files: [string, Buffer | string][],
  named: string[] = [],
): Promise<{ reference: string; ids: string[] }> {
  const reference = await casework.file({}, named);
  await casework.act('desk-2', reference, 'accept', { unit: 'finance' });
  const reason = { id: 'text', hash: 'hash' };
  await casework.act('head-finance', reference, 'assign', { officer: 'officer-finance-1', reason });
  const officer = await Visitor.signedIn(casework.url, 'officer-finance-1');
  await officer.get(page(reference));
  const shown = await officer.sendFiles(page(reference), files);
  if (shown.status !== 200) throw new Error(`${shown.status} ${shown.text}`);
  const rows = await readEvidence(casework.agency.databases.main.manager, { reference });
  return { reference, ids: rows.map(({ id }) => id) };
}
const open = (who: string, reference: string, id: string): Promise<Response> =>
  casework.api(who, 'GET', `${page(reference)}/${id}`);
const accesses = async (reference: string): Promise<string[]> => {
  const rows: { body: string }[] = await casework.agency.databases.main.query(
    `SELECT body FROM ledger_entry WHERE stream = $1 AND body LIKE '%"kind":"evidence"%'`,
    [`access-${reference}`],
  );
  return rows.map(({ body }) => body);
};

describe('a safe copy', () => {
  it('is saved, never shown, under its safe name, and the opening is recorded', async () => {
    const { reference, ids } = await withEvidence([['../ที่เกิดเหตุ\u202E.jpg', await taggedPhotograph()]]);
    const answer = await open('officer-finance-1', reference, ids[0]!);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="evidence.jpg"; filename*=UTF-8''${encodeURIComponent('ที่เกิดเหตุ.jpg')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
    const copy = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get('content-length')).toBe(String(copy.length));
    const { exif, width } = await sharp(copy).metadata();
    expect([exif, width]).toEqual([undefined, 320]);
    expect(await accesses(reference)).toEqual([expect.stringContaining(ids[0]!)]);
  });

  it('is listed on the case page, with what could not be removed from it', async () => {
    const { reference } = await withEvidence([['สัญญา.pdf', namedPdf()]]);
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    const { page: shown } = await desk.get(`/cases/${reference}`);
    expect(shown.querySelector('.files a')?.text).toBe('สัญญา.pdf');
    expect(shown.querySelector('.files')?.text).toContain('could not be removed');
  });

  it('is in the history without its name', async () => {
    const { reference } = await withEvidence([['ชื่อลับ.txt', 'ก']]);
    const answer = await casework.api('auditor-1', 'GET', `/api/v1/complaints/${reference}/history`);
    const text = await answer.text();
    expect([text.includes('EvidenceAdded'), text.includes('ชื่อลับ')]).toEqual([true, false]);
  });

  it('does not exist for whoever is kept out, nor in another case, nor before the case has taken it', async () => {
    const { reference, ids } = await withEvidence([['a.txt', 'ก']], ['desk-1']);
    const hidden = await open('desk-1', reference, ids[0]!);
    const unknown = await open('desk-1', 'TRT-69-0000-0000', ids[0]!);
    expect([hidden.status, unknown.status]).toEqual([404, 404]);
    expect((await open('officer-strategy-1', reference, ids[0]!)).status).toBe(404);
    const other = await withEvidence([['b.txt', 'ข']]);
    expect((await open('officer-finance-1', other.reference, ids[0]!)).status).toBe(404);
    await casework.agency.databases.main.query(
      `INSERT INTO evidence (id, reference, state, added_by, created_at, about, ref)
       SELECT gen_random_uuid(), reference, 'given', 'complainant', created_at, about, ref FROM evidence WHERE id = $1`,
      [ids[0]],
    );
    const rows = await readEvidence(casework.agency.databases.main.manager, { reference });
    const unrecorded = rows.find(({ id }) => id !== ids[0]);
    expect((await open('officer-finance-1', reference, unrecorded!.id)).status).toBe(404);
  });

  it('that was altered where it lies is not handed out whole', async () => {
    const { reference, ids } = await withEvidence([['a.txt', 'ก'.repeat(100_000)]]);
    const { storage } = casework.room;
    const sealed = await buffer(await storage.read(ids[0]!));
    sealed[sealed.length - 20]! ^= 1;
    const { Readable } = await import('node:stream');
    await storage.write(ids[0]!, Readable.from([sealed]));
    const answer = await open('officer-finance-1', reference, ids[0]!);
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });
});

describe('adding evidence', () => {
  it('is refused file by file, in words', async () => {
    const { reference } = await withEvidence([['a.txt', 'ก']]);
    const officer = await Visitor.signedIn(casework.url, 'officer-finance-1');
    await officer.get(page(reference));
    const shown = await officer.sendFiles(page(reference), [['bad.exe', Buffer.from('MZ\0\0')]]);
    expect([shown.status, shown.text.includes('“bad.exe” is of a kind')]).toEqual([422, true]);
    expect((await officer.sendFiles(page(reference), [])).status).toBe(422);
  });

  it('is for those who deal with the case, and needs the site’s own token', async () => {
    const { reference } = await withEvidence([['a.txt', 'ก']]);
    const auditor = await Visitor.signedIn(casework.url, 'auditor-1');
    await auditor.get(page(reference));
    expect((await auditor.sendFiles(page(reference), [['b.txt', 'ข']])).status).toBe(403);
    const officer = await Visitor.signedIn(casework.url, 'officer-finance-1');
    await officer.get(page(reference));
    expect((await officer.sendFiles(page(reference), [['b.txt', 'ข']], 'forged')).status).toBe(403);
    expect((await readEvidence(casework.agency.databases.main.manager, { reference })).length).toBe(1);
  });

  it('waits where the case gives no answer, and is recorded once when it is sent again', async () => {
    const { reference } = await withEvidence([['a.txt', 'ก']]);
    const officer = await Visitor.signedIn(casework.url, 'officer-finance-1');
    await officer.get(page(reference));
    casework.instead = 'answer-lost';
    expect((await officer.sendFiles(page(reference), [['b.txt', 'ข']])).status).toBe(503);
    casework.instead = 'unreachable';
    expect((await officer.sendFiles(page(reference), [['c.txt', 'ค']])).text).toContain('c.txt');
    await officer.get(page(reference));
    expect((await officer.sendFiles(page(reference), [])).status).toBe(200);
    const added = (await casework.agency.ledger(reference)).filter(({ type }) => type === 'EvidenceAdded');
    expect(added.length).toBe(3);
  });
});

describe('a file that nobody had looked into', () => {
  const scans: ScanResult[] = [];
  beforeAll(() => {
    casework.room.scan = async (content) => (await buffer(content), scans.shift() ?? 'unscanned');
  });
  afterAll(() => {
    casework.room.scan = null;
  });

  it('is looked into before it is handed out for the first time, and only then', async () => {
    scans.push('unscanned', 'clean', 'infected');
    const { reference, ids } = await withEvidence([['a.txt', 'ก']]);
    expect((await open('officer-finance-1', reference, ids[0]!)).status).toBe(200);
    expect((await open('officer-finance-1', reference, ids[0]!)).status).toBe(200);
    expect(scans).toEqual(['infected']);
    scans.length = 0;
  });

  it('is held back from everybody when it is harmful, which is recorded', async () => {
    scans.push('unscanned', 'infected');
    const { reference, ids } = await withEvidence([['a.txt', 'ก']]);
    const answer = await open('officer-finance-1', reference, ids[0]!);
    expect([answer.status, (await answer.text()).includes('โปรแกรมอันตราย')]).toEqual([409, true]);
    expect((await open('desk-1', reference, ids[0]!)).status).toBe(409);
    const last = (await casework.agency.ledger(reference)).at(-1);
    expect(last).toMatchObject({ type: 'EvidenceQuarantined', actor: 'system', body: { evidence: ids[0] } });
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    expect((await desk.get(`/cases/${reference}`)).page.querySelector('.files a')).toBeNull();
  });
});

describe('messages', () => {
  it('are marked as unread until somebody answers or says that they have been read', async () => {
    const { reference } = await withEvidence([['a.txt', 'ก']]);
    const message = await casework.agency.textFrom(reference, 'ขอสอบถามความคืบหน้า');
    await casework.act('complainant', reference, 'answer-or-write', { message });
    const officer = await Visitor.signedIn(casework.url, 'officer-finance-1');
    expect((await officer.get('/worklist')).text).toContain('Unread messages: 1');
    const { page: shown } = await officer.get(`/cases/${reference}`);
    expect(shown.querySelectorAll('.message').filter(({ text }) => text.includes('Unread')).length).toBe(1);
    await officer.get(`/cases/${reference}/mark-message-read`);
    await officer.send(`/cases/${reference}/mark-message-read`, {});
    expect((await officer.get(`/cases/${reference}`)).text).not.toContain('Unread');
    expect((await officer.get('/worklist')).text).not.toContain('Unread messages');
    expect(
      (await officer.get(`/cases/${reference}`)).page.querySelector(`a[href$="mark-message-read"]`),
    ).toBeNull();
  });
});
