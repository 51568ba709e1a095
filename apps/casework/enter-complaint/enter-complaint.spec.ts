import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readTexts, openerOf } from '#filing/case-texts.js';
import { complaintStream } from '#ledger/ledger.js';
import { readStream } from '#persistence/ledger-store.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import type { Purpose } from '#vault/purpose.js';
import { CaseworkForTests } from '../casework.fake.js';
import { Visitor, type Visited } from '../visitor.fake.js';

const PAGE = '/enter-complaint';
/** Today is Wednesday 4 February 2569, 10:00. */
const letter = {
  channel: 'letter',
  day: '3',
  month: '2',
  year: '๒๕๖๙',
  category: 'service',
  subject: 'ไฟถนนดับ',
  details: 'ไฟถนนดับหลายคืนแล้ว',
  mode: 'confidential',
  name: 'นางผู้ร้องเรียน',
  language: 'th',
};

describe('a complaint that the desk enters', () => {
  let casework: CaseworkForTests;
  let desk: Visitor;
  beforeAll(async () => {
    casework = await CaseworkForTests.open();
  }, 60_000);
  afterAll(() => casework?.close());
  beforeEach(async () => {
    desk = await Visitor.signedIn(casework.url, 'desk-1');
    await desk.get(PAGE);
  });

  const referenceIn = ({ text }: Visited): string => /TRT-\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? '';
  const filingOf = async (page: Visited): Promise<Record<string, unknown>> => {
    const [entry] = await readStream(
      casework.agency.databases.main.manager,
      complaintStream(referenceIn(page)),
    );
    return JSON.parse(entry!.body) as Record<string, unknown>;
  };
  const opened = async (page: Visited, purpose: Purpose): Promise<unknown> => {
    const { databases } = casework.agency;
    const [text] = await readTexts(
      { manager: databases.main.manager, keys: databases.keys },
      openerOf(openKeyring(databases.keysDir, KEYS_OF.casework), 'casework'),
      referenceIn(page),
      purpose,
    );
    return text && JSON.parse(text.text);
  };
  const errorsOf = ({ page }: Visited): string[] =>
    page.querySelectorAll('.govuk-error-summary a').map(({ text }) => text.trim());

  it('counts from its day of receipt, in the Buddhist era and Thai digits, and gives a receipt code', async () => {
    const page = await desk.send(PAGE, letter);
    expect([page.status, page.text.includes('Receipt code')]).toEqual([201, true]);
    expect(await filingOf(page)).toMatchObject({
      channel: 'letter',
      filedAt: '2026-02-03T01:30:00.000Z',
      deemedReceivedAt: '2026-02-03T01:30:00.000Z',
      language: 'th',
    });
  });

  it('says when, where and in which language it was, and accuses as many as the letter does', async () => {
    const page = await desk.send(PAGE, {
      ...letter,
      'occurred-day': '2',
      'occurred-month': '1',
      'occurred-year': '2569',
      place: 'หน้าตลาด',
      unit: 'finance',
      'accused-0-name': 'นายหนึ่ง',
      'accused-0-position': '',
      'accused-0-unit': '',
      'accused-1-name': '',
      'accused-1-position': 'หัวหน้างาน',
      'accused-1-unit': 'กองคลัง',
      mode: 'named',
      nationalId: '1-2345-67890-12-1',
      language: 'en',
    });
    expect(page.status).toBe(201);
    expect(await filingOf(page)).toMatchObject({ language: 'en', identityMode: 'named' });
    expect(await opened(page, 'narrative')).toMatchObject({
      occurredOn: '2026-01-02',
      place: 'หน้าตลาด',
      unit: 'finance',
    });
    expect(await opened(page, 'subjects')).toMatchObject({
      accused: [{ name: 'นายหนึ่ง' }, { position: 'หัวหน้างาน', unit: 'กองคลัง' }],
    });
    expect(await opened(page, 'identity')).toEqual({ name: 'นางผู้ร้องเรียน', nationalId: '1234567890121' });
  });

  it.each([
    [['evidence', 'circumstances', 'witness'], false],
    [['evidence', 'witness'], true],
    [[], true],
  ])(
    'an anonymous letter on corruption with %j goes on as a case of suspicion: %s',
    async (basis, onSuspicion) => {
      const page = await desk.send(PAGE, {
        ...letter,
        category: 'corruption',
        mode: 'anonymous',
        name: '',
        basis,
      });
      const { anonymousBasis } = (await filingOf(page)) as { anonymousBasis: Record<string, boolean> };
      expect(Object.keys(anonymousBasis).filter((one) => anonymousBasis[one])).toEqual([...basis].sort());

      const reference = referenceIn(page);
      await casework.openCase(reference);
      await casework.act('desk-1', reference, 'accept', { unit: 'finance' });
      const accepted = (await casework.agency.ledger(reference)).find(
        ({ type }) => type === 'ComplaintAccepted',
      );
      expect(accepted?.body).toMatchObject({ onSuspicion });
    },
  );

  it('adds and removes those accused without losing what was typed', async () => {
    const one = { ...letter, 'accused-0-name': 'ก' };
    const added = await desk.send(PAGE, { ...one, action: 'add' });
    expect([added.status, added.page.querySelectorAll('fieldset.official').length]).toEqual([200, 2]);
    expect(added.page.querySelector('#subject')?.getAttribute('value')).toBe(letter.subject);
    const removed = await desk.send(PAGE, { ...one, 'accused-1-name': 'ข', action: 'remove-0' });
    expect(removed.page.querySelector('#accused-0-name')?.getAttribute('value')).toBe('ข');
  });

  it.each([
    [{ year: '2599' }, 'The date of receipt must not be in the future'],
    [{ day: '5' }, 'The date of receipt must not be in the future'],
    [{ year: '2500' }, 'The date of receipt must lie within the last ten years'],
    [{ year: '2559' }, 'The date of receipt must lie within the last ten years'],
    [{ day: '31' }, 'The date of receipt must be a real date, such as 24 11 2569'],
    [{ day: '', month: '', year: '' }, 'Enter the date of receipt'],
    [{ channel: '' }, 'Choose how it arrived'],
    [{ channel: 'e-mail' }, 'Enter the time at which the e-mail came, such as 14.30'],
    [{ time: '25.00' }, 'The time of receipt must be a time of day, such as 14.30'],
    [{ day: '4', time: '10.01' }, 'The time of receipt must not be in the future'],
    [{ category: '' }, 'Choose a category'],
    [{ 'occurred-day': '1' }, 'The date it happened must be a real date, such as 24 11 2569'],
    [{ mode: 'named', name: ' ' }, 'Enter the name of a complainant who is to be named'],
    [{ mode: 'anonymous' }, 'An anonymous complainant has no name: leave it empty, or choose another way'],
    [{ nationalId: '1234567890122' }, 'National ID number: is not a valid national ID number'],
    [{ 'accused-0-name': 'x'.repeat(201) }, 'Name (1): is longer than 200 characters'],
    [{ details: '' }, 'Details: must be given'],
  ])('with %j is refused by name of the field, and nothing is lost', async (wrong, message) => {
    const before: unknown = await casework.agency.databases.main.query('SELECT count(*) FROM filing');
    const page = await desk.send(PAGE, { ...letter, ...wrong });
    expect([page.status, errorsOf(page)]).toEqual([400, [message]]);
    expect(page.page.querySelector('#subject')?.getAttribute('value')).toBe(letter.subject);
    expect(await casework.agency.databases.main.query('SELECT count(*) FROM filing')).toEqual(before);
  });

  it.each([
    ['confidential', 'somebody@trat.go.th', 400],
    ['confidential', 'Officer-finance-1@trat.example', 400],
    ['confidential', 'somebody@example.org', 201],
    ['named', 'somebody@trat.go.th', 201],
  ])('by a %s complainant with the mailbox %s is answered %d', async (mode, email, status) => {
    const page = await desk.send(PAGE, { ...letter, mode, email });
    expect(page.status).toBe(status);
    if (status === 400) expect(errorsOf(page).join()).toContain('belongs to the agency');
  });

  it('is refused in Thai as well', async () => {
    const thai = await Visitor.signedIn(casework.url, 'desk-1', 'th');
    await thai.get(PAGE);
    expect(errorsOf(await thai.send(PAGE, { ...letter, year: '2500' }))).toEqual([
      'วันที่ได้รับเรื่องต้องอยู่ภายในสิบปีที่ผ่านมา',
    ]);
  });

  it.each([
    ['e-mail', '19.30', '2026-02-04T01:30:00.000Z', 'deemed-received'],
    ['e-mail', '9:00', '2026-02-03T02:00:00.000Z', 'received-in-office-hours'],
    ['telephone', '๑๙.๓๐', '2026-02-03T12:30:00.000Z', 'received'],
    ['walk-in', '', '2026-02-03T01:30:00.000Z', 'received'],
  ])('by %s at %s counts from %s: %s', async (channel, time, deemedReceivedAt, code) => {
    const page = await desk.send(PAGE, { ...letter, channel, time });
    expect(await filingOf(page)).toMatchObject({ channel, deemedReceivedAt });
    await casework.openCase(referenceIn(page));
    const answer = await casework.api('desk-1', 'GET', `/api/v1/complaints/${referenceIn(page)}`, undefined, {
      'accept-language': 'en',
    });
    const { clocks } = (await answer.json()) as { clocks: { why: string[] }[] };
    const says = {
      'deemed-received': 'Filed outside',
      'received-in-office-hours': 'Received in office hours',
    };
    const expected =
      code === 'received' ? 'Received on 3 February 2026 (B.E. 2569)' : says[code as 'deemed-received'];
    expect(clocks[0]?.why[0]).toContain(expected);
  });

  it('is filed once however often the page is sent', async () => {
    const commandId = '0123456789-0123456789';
    const first = await desk.send(PAGE, { ...letter, commandId });
    await desk.get(PAGE);
    const again = await desk.send(PAGE, { ...letter, commandId });
    expect([again.status, referenceIn(again)]).toEqual([201, referenceIn(first)]);
  });
});
