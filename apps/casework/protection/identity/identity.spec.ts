import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addMs, HOUR_MS } from '#domain/time/instant.js';
import { accessStream } from '#ledger/ledger.js';
import { CaseworkForTests } from '../../casework.fake.js';
import { Visitor } from '../../visitor.fake.js';
import { accuse, protectedCase, someText } from '../protected-case.builder.js';
import { OPENED_AT } from '../../../../test/support/agency.js';

let casework: CaseworkForTests;
beforeAll(async () => {
  casework = await CaseworkForTests.open();
}, 60_000);
afterAll(() => casework?.close());
beforeEach(() => {
  casework.agency.now = OPENED_AT;
});

const as = (who: string, language: 'th' | 'en' = 'en'): Promise<Visitor> =>
  Visitor.signedIn(casework.url, who, language);
const NAME = 'นางสาวปกปิด ชื่อจริง';
const EMAIL = 'hidden@example.org';
const plea = { purpose: 'take-testimony', ground: 'official-duty', reason: someText, hours: 2 };

const sealedCase = (): Promise<string> =>
  protectedCase(casework, {}, { identity: { mode: 'confidential', name: NAME, email: EMAIL } });
/** A request of the officer's that custodian-1 approved. */
async function openedTo(who: string): Promise<string> {
  const id = await sealedCase();
  await casework.protections.act(who, id, 'ask-for-identity', plea);
  const by = who === 'custodian-1' ? 'custodian-2' : 'custodian-1';
  await casework.protections.act(by, id, 'decide-access', { access: 1, approved: true });
  return id;
}
const readings = async (reference: string): Promise<{ actor: string; body: string }[]> =>
  casework.agency.databases.main.query(
    `SELECT actor, body FROM ledger_entry WHERE stream = $1 AND body LIKE '%identityRead%' ORDER BY seq`,
    [accessStream(reference)],
  );

describe('who complained', () => {
  it('is asked for and decided over two desks, read, and each reading recorded before it is shown', async () => {
    const id = await sealedCase();
    const officer = await as('officer-finance-1');
    const section = await officer.get(`/cases/${id}`);
    expect(section.text).toContain('You have not asked to know it');
    await officer.get(`/protections/${id}/ask-for-identity`);
    const asked = await officer.send(`/protections/${id}/ask-for-identity`, {
      purpose: 'take-testimony',
      ground: 'official-duty',
      reason: 'ต้องบันทึกถ้อยคำก่อนสิ้นเดือน',
      hours: '2',
    });
    expect(asked.path).toBe(`/protections/${id}?done=ask-for-identity`);
    expect((await officer.get(`/protections/${id}/identity`)).status).toBe(404);

    const custodian = await as('custodian-1');
    const duties = (await custodian.get(`/protections/${id}`)).text;
    expect(duties.indexOf('Decision on a request to know an identity')).toBeGreaterThan(0);
    expect(duties.indexOf('Decision on a request to know an identity')).toBeLessThan(
      duties.indexOf('Assessment of the risk'),
    );
    const form = await custodian.get(`/protections/${id}/decide-access?access=1`);
    expect(form.text).toContain('ต้องบันทึกถ้อยคำก่อนสิ้นเดือน');
    expect(form.text).toContain('Do not allow');
    expect(form.page.querySelector('#send')?.text).toContain('Decide whether they may know who complained');
    const decided = await custodian.send(`/protections/${id}/decide-access`, { approved: 'true' });
    expect(decided.path).toBe(`/protections/${id}?done=decide-access`);

    expect((await officer.get(`/cases/${id}`)).page.querySelector(`a[href$="/identity"]`)).not.toBeNull();
    expect(await readings(id)).toEqual([]);
    const read = await officer.get(`/protections/${id}/identity`);
    expect([read.status, read.text.includes(NAME), read.text.includes(EMAIL)]).toEqual([200, true, true]);
    const [reading, ...more] = await readings(id);
    expect([reading?.actor, more]).toEqual(['staff:officer-finance-1', []]);
    expect(JSON.parse(reading?.body ?? '')).toMatchObject({ identityRead: { access: 1, protection: id } });
    expect(reading?.body).not.toContain(NAME);
    expect((await (await as('auditor-1')).get(`/cases/${id}/history`)).text).toContain(
      'Under access 1 to the identity',
    );
  });

  it('is for the asker alone', async () => {
    const id = await openedTo('officer-finance-1');
    for (const who of ['custodian-1', 'desk-1', 'auditor-1', 'governor', 'officer-finance-2'])
      for (const path of [`/protections/${id}/identity`, `/api/v1/protections/${id}/identity`]) {
        const answer = await casework.api(who, 'GET', path);
        expect([who, path, answer.status]).toEqual([who, path, 404]);
        expect(await answer.text()).not.toContain(NAME);
      }
    expect(await readings(id)).toEqual([]);
  });

  it('comes over the API, and no copy of it is kept on the way', async () => {
    const id = await openedTo('desk-1');
    const answer = await casework.api('desk-1', 'GET', `/api/v1/protections/${id}/identity`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await answer.json()).toMatchObject({
      access: 1,
      identity: { name: NAME },
      contact: { email: EMAIL },
    });
    expect(await readings(id)).toHaveLength(1);
  });

  it('is closed when its time is over, though the protection has not been told yet', async () => {
    const id = await openedTo('officer-finance-1');
    casework.agency.now = addMs(OPENED_AT, 2 * HOUR_MS);
    const officer = await as('officer-finance-1', 'th');
    const { status, text } = await officer.get(`/protections/${id}/identity`);
    expect([status, text.includes('สิทธิของท่านสิ้นสุดแล้ว'), text.includes(NAME)]).toEqual([404, true, false]);
    expect(await readings(id)).toEqual([]);
  });

  it('is closed when the access is ended, or the reader is accused meanwhile', async () => {
    const ended = await openedTo('officer-finance-1');
    await casework.protections.act('custodian-1', ended, 'end-access', { access: 1, reason: someText });
    const officer = await as('officer-finance-1');
    expect((await officer.get(`/protections/${ended}/identity`)).text).toContain('Your access has ended');

    const accused = await openedTo('desk-1');
    await accuse(casework, accused, 'desk-1');
    const path = `/api/v1/protections/${accused}/identity`;
    expect((await casework.api('desk-1', 'GET', path)).status).toBe(404);
    const desk = await as('desk-1');
    const page = await desk.get(`/protections/${accused}/identity`);
    expect([page.status, page.text.includes(NAME), page.text.includes('ended')]).toEqual([404, false, false]);
    await casework.protections.act('system', accused, 'follow-case', { change: 'conflict' });
    expect((await casework.protections.stateOf(accused)).accesses[0]?.status).toBe('ended');
  });

  it('is opened by no grant alone: the protection has to say so as well', async () => {
    const id = await openedTo('officer-finance-1');
    const { main } = casework.agency.databases;
    await main.query(
      `UPDATE protection_view SET state = jsonb_set(state, '{accesses,0,status}', '"ended"') WHERE id = $1`,
      [id],
    );
    expect(
      (await casework.api('officer-finance-1', 'GET', `/api/v1/protections/${id}/identity`)).status,
    ).toBe(404);
  });

  it.each([
    ['moved to somebody else', 'desk-2'],
    ['lengthened', 'officer-finance-1'],
  ])('stays closed when the access and its key were %s in the databases', async (_, reader) => {
    const id = await openedTo('officer-finance-1');
    const { main, keys } = casework.agency.databases;
    const path = `/api/v1/protections/${id}/identity`;
    const until = addMs(OPENED_AT, 365 * 24 * HOUR_MS);
    await keys.query(`UPDATE identity_grant SET asker = $2, expires_at = $3 WHERE reference = $1`, [
      id,
      reader,
      until,
    ]);
    await main.query(
      `UPDATE protection_view SET state = jsonb_set(state, '{accesses,0}',
         (state->'accesses'->0) || jsonb_build_object('by', $2::text, 'until', $3::text)) WHERE id = $1`,
      [id, reader, until],
    );
    const answer = await casework.api(reader, 'GET', path);
    expect(answer.ok).toBe(false);
    expect(await answer.text()).not.toContain(NAME);
    expect(await readings(id)).toEqual([]);
  });

  it('asks once more who is there when the password lies back a while', async () => {
    const id = await openedTo('officer-finance-1');
    const officer = await as('officer-finance-1');
    casework.agency.now = addMs(OPENED_AT, HOUR_MS / 2);
    const asked = await officer.get(`/protections/${id}/identity`);
    expect(asked.path).toContain('/confirm-it-is-you');
    expect(asked.text).not.toContain(NAME);
    const answer = await casework.api('officer-finance-1', 'GET', `/api/v1/protections/${id}/identity`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      403,
      'confirmation-needed',
    ]);
  });
});
