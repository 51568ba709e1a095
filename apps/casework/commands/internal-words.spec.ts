import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openerOf, storeText } from '#filing/case-texts.js';
import { destroyCaseKeys } from '#persistence/wrapped-key-store.js';
import { PURPOSES } from '#vault/purpose.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
});
afterAll(() => casework.close());

const give = async (reference: string, name: string, body: object): Promise<void> => {
  const path = `/api/v1/complaints/${reference}/commands/${name}`;
  const answer = await casework.api('desk-1', 'POST', path, body, { 'idempotency-key': randomUUID() });
  expect(answer.status).toBe(200);
};

describe('what the agency writes', () => {
  it('for itself is sealed so that the receipt code does not open it, and what it tells so that it does', async () => {
    const reference = await casework.file();
    await give(reference, 'add-note', { note: 'เก็บไว้ภายในหน่วยงาน' });
    await give(reference, 'send-message', { message: 'เกิดขึ้นเมื่อใด' });
    const { main, keys } = casework.agency.databases;
    const texts: unknown[] = await main.query(
      `SELECT kind, purpose FROM sealed_text WHERE reference = $1 AND author LIKE 'staff:%' ORDER BY kind`,
      [reference],
    );
    expect(texts).toEqual([
      { kind: 'message', purpose: 'narrative' },
      { kind: 'note', purpose: 'internal' },
    ]);
    const recipients: unknown[] = await keys.query(
      `SELECT recipient FROM wrapped_key WHERE reference = $1 AND purpose = 'internal'`,
      [reference],
    );
    expect(recipients).toEqual([{ recipient: 'casework' }]);
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    const { text } = await desk.get(`/cases/${reference}`);
    expect(text).toContain('เก็บไว้ภายในหน่วยงาน');
    expect(text).toContain('เกิดขึ้นเมื่อใด');
  });

  it('was sealed with the narrative before, and still opens', async () => {
    const reference = await casework.file();
    const { databases, now } = casework.agency;
    const note = await storeText(
      { manager: databases.main.manager, keys: databases.keys },
      openerOf(openKeyring(databases.keysDir, KEYS_OF.casework), 'casework'),
      { reference, purpose: 'narrative', kind: 'note', author: 'staff:desk-1', createdAt: now },
      'บันทึกแบบเดิม',
    );
    await casework.act('desk-1', reference, 'add-note', { note });
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    expect((await desk.get(`/cases/${reference}`)).text).toContain('บันทึกแบบเดิม');
  });

  it('is refused in words where what the case held has been destroyed, and so are files', async () => {
    const reference = await casework.file();
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    await desk.get(`/cases/${reference}/add-note`);
    await destroyCaseKeys(casework.agency.databases.keys, reference, PURPOSES);
    const typed = await desk.send(`/cases/${reference}/add-note`, { note: 'หลังทำลาย' });
    const sent = await desk.sendFiles(`/cases/${reference}/evidence`, [['a.txt', 'หลังทำลาย']]);
    for (const { status, text } of [typed, sent])
      expect([status, text.includes('has been destroyed')]).toEqual([409, true]);
  });
});
