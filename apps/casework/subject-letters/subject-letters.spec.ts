import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor } from '../visitor.fake.js';

const OFFICER = 'officer-finance-1';
const complainant = { name: 'นางสาวปรานี เปิดเผยชื่อ', phone: '081-234-5678', email: 'pranee@example.org' };
const ref = { id: 'text', hash: 'hash' };

describe('the letter to an accused person', () => {
  let casework: CaseworkForTests;
  let reference: string;
  beforeAll(async () => {
    casework = await CaseworkForTests.open();
    reference = await casework.file({ identity: { mode: 'named', ...complainant } });
    await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
    await casework.act('head-finance', reference, 'assign', { officer: OFFICER, reason: ref });
  }, 60_000);
  afterAll(() => casework?.close());

  const offers = async (officer: Visitor): Promise<boolean> => {
    const { page } = await officer.get(`/cases/${reference}`);
    return page.querySelector(`a[href="/cases/${reference}/tell-subject"]`) !== null;
  };

  const tell = (words: string, person = 'not-of-the-staff', notice = 'allegation'): Promise<Response> =>
    casework.api(
      OFFICER,
      'POST',
      `/api/v1/complaints/${reference}/commands/tell-subject`,
      { person, notice, words },
      { 'idempotency-key': randomUUID(), 'accept-language': 'en' },
    );

  it('is not offered before the step that tells it, and refused with its reason', async () => {
    const officer = await Visitor.signedIn(casework.url, OFFICER);
    expect(await offers(officer)).toBe(false);
    const answer = await tell('เรื่องการจัดซื้อ');
    expect(answer.status).toBe(409);
    await casework.act(OFFICER, reference, 'record-finding', { finding: 'inconclusive', text: ref });
    expect(await offers(officer)).toBe(true);
  });

  it.each([
    ['the name', 'คุณปรานีแจ้งว่าท่านเรียกรับเงิน'],
    ['the whole name, spelt apart', 'ตามที่ ปรานี เปิดเผย ชื่อ ให้ถ้อยคำ'],
    ['the telephone number', 'โทร 0812345678'],
    ['the e-mail address', 'Pranee@Example.org เขียนว่า'],
  ])('does not hold %s of whoever complained', async (_, words) => {
    const answer = await tell(words);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'LetterNamesComplainant' });
  });

  it('keeps what was typed when it is refused on the page, in words of either language', async () => {
    const officer = await Visitor.signedIn(casework.url, OFFICER);
    const path = `/cases/${reference}/tell-subject`;
    const fields = { person: 'not-of-the-staff', notice: 'allegation', words: 'คุณปรานีแจ้งเรื่องจัดซื้อ' };
    await officer.get(path);
    const sent = await officer.send(path, fields);
    expect(sent.status).toBe(409);
    expect(sent.text).toContain('write them so that nobody learns who complained');
    expect(sent.text).toContain(fields.words);
  });

  it('does not answer whether it names the complainant before it could be told at all', async () => {
    const answer = await tell('คุณปรานีแจ้งว่าท่านเรียกรับเงิน', 'not-of-the-staff', 'gossip');
    expect(await answer.json()).toMatchObject({ code: 'NoticeUnknown' });
  });

  it('is not for whoever may not know who complained, and reading that is recorded', async () => {
    const path = `/api/v1/complaints/${reference}/commands/tell-subject`;
    const body = { person: 'not-of-the-staff', notice: 'allegation', words: 'คุณปรานี' };
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await casework.api('head-finance', 'POST', path, body, headers);
    expect(await answer.json()).toMatchObject({ code: 'NotForThisPerson' });
    const read: unknown[] = await casework.agency.databases.main.query(
      `SELECT 1 FROM ledger_entry WHERE stream = $1 AND actor = $2 AND body LIKE '%identity%'`,
      [`access-${reference}`, `staff:${OFFICER}`],
    );
    expect(read.length).toBeGreaterThan(0);
  });

  it('is told, printed with the presumption and the right to answer, and names nobody who complained', async () => {
    expect((await tell('ถูกกล่าวหาว่าจัดซื้อครุภัณฑ์แพงเกินจริง')).status).toBe(200);
    const officer = await Visitor.signedIn(casework.url, OFFICER);
    const { page } = await officer.get(`/cases/${reference}`);
    const link = page.querySelectorAll('a').find((a) => a.getAttribute('href')?.includes('/letters/'));
    const letter = await officer.get(link?.getAttribute('href') ?? '');
    expect(letter.status).toBe(200);
    expect(letter.text).toContain('ถูกกล่าวหาว่าจัดซื้อครุภัณฑ์แพงเกินจริง');
    expect(letter.text).toContain('Nothing has been found against you so far');
    expect(letter.text).toContain('You may give your account');
    for (const word of Object.values(complainant)) expect(letter.text).not.toContain(word);
  });

  it('does not exist for whoever is kept out, nor at another entry of the ledger', async () => {
    const officer = await Visitor.signedIn(casework.url, OFFICER);
    expect((await officer.get(`/cases/${reference}/letters/1`)).status).toBe(404);
    const { page } = await officer.get(`/cases/${reference}`);
    const link = page.querySelectorAll('a').find((a) => a.getAttribute('href')?.includes('/letters/'));
    const beside = await Visitor.signedIn(casework.url, 'officer-finance-2');
    expect((await beside.get(link?.getAttribute('href') ?? '')).status).toBe(404);
  });
});
