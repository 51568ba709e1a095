import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPayload } from '#filing/outbox-payload.js';
import { complaintStream } from '#ledger/ledger.js';
import { appendEvents } from '#persistence/case-ledger-store.js';
import { transaction } from '#persistence/data-source.js';
import { openKeyring } from '#vault/keyring.js';
import { intakeStage, type IntakeStage } from './intake.stage.js';
import { Visitor } from './visitor.fake.js';

describe('the public pages', () => {
  let stage: IntakeStage;
  let visitor: Visitor;
  beforeAll(async () => {
    stage = await intakeStage('2026-11-24T13:00:00.000Z');
  });
  afterAll(() => stage.close());

  const begun = async (about: string): Promise<Visitor> => {
    visitor = new Visitor(stage.url);
    await visitor.open(`/complain?about=${about}`);
    await visitor.send();
    return visitor;
  };
  const upToIdentity = async (): Promise<void> => {
    await begun('integrity');
    await visitor.send({ category: 'corruption' });
    await visitor.send({ subject: 'เรียกรับเงิน', details: 'รายละเอียด <b>หนึ่ง</b>' });
    await visitor.send();
    await visitor.send({ 'accused-0-name': 'นายสมชาย' });
    await visitor.send();
  };

  it('begin anew from nothing, whatever somebody left half written on the same telephone', async () => {
    await begun('integrity');
    await visitor.send({ category: 'corruption' });
    await visitor.send({ subject: 'เรื่องของคนก่อน', details: 'รายละเอียดของคนก่อน' });
    await visitor.open('/complain?about=other&anew=yes');
    await visitor.send();
    await visitor.send({ category: 'service' });
    expect(visitor.path).toBe('/complain/what');
    expect(visitor.page.querySelector('main')?.outerHTML).not.toContain('ของคนก่อน');
  });

  it('say that the draft was deleted, or that the form has expired, when what is sent belongs to no draft or has no token', async () => {
    await begun('integrity');
    visitor.forget('draft');
    await visitor.send({ category: 'corruption' });
    expect(visitor.status).toBe(410);
    expect(visitor.text('main')).toMatch(/ร่างนี้ถูกลบแล้ว\s+โปรดเริ่มใหม่/);
    await visitor.open('/complain/what', { subject: 'ไม่มีโทเคน' });
    expect(visitor.text('h1')).toBe('แบบฟอร์มหมดอายุ');
  });

  /** What relay, workflow and worker do with the message that waits. */
  async function messageTaken(reference: string): Promise<void> {
    const { databases } = stage;
    const [row]: { message_id: string; payload: string }[] = await databases.main.query(
      `SELECT message_id, payload FROM outbox WHERE kind = 'command' AND reference = $1`,
      [reference],
    );
    const codec = openKeyring(databases.keysDir, ['codec']).secrets('codec');
    const content = openPayload(codec, row!.message_id, row!.payload);
    if (!('command' in content) || content.command.name !== 'answer-or-write') throw new Error('No message.');
    const { id, at, params } = content.command;
    await transaction(databases.main, (manager) =>
      appendEvents(
        manager,
        complaintStream(reference),
        1,
        id,
        [{ type: 'MessageFromComplainant', schemaVersion: 1, at, actor: 'complainant', body: params }],
        databases.sealOf,
      ),
    );
    await databases.main.query(`UPDATE outbox SET done_at = now() WHERE message_id = $1`, [id]);
  }

  it('have two entrances, each with the categories that are its own', async () => {
    await begun('integrity');
    expect(
      visitor.page.querySelectorAll('input[type=radio]').map((one) => one.getAttribute('value')),
    ).toEqual(['corruption', 'misconduct', 'retaliation']);
    await begun('other');
    expect(visitor.text('main')).not.toContain('ทุจริต');
  });

  it('say what is wrong beside the field and in the summary, and keep what was typed', async () => {
    await begun('integrity');
    await visitor.send({ category: 'corruption' });
    await visitor.send({ subject: 'x'.repeat(301), details: 'ยังอยู่' });
    expect(visitor.status).toBe(422);
    expect(visitor.page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#subject');
    expect(visitor.text('#subject-error')).toContain('ยาวเกิน 300 อักขระ');
    expect(visitor.text('#details')).toBe('ยังอยู่');
    await visitor.open('/complain/what?lang=en');
    expect(visitor.text('h1')).toBe('What happened?');
    expect(visitor.text('#details-hint')).toContain('You can add files a few pages on.');
  });

  it('say how a date is typed where it is not in numbers', async () => {
    await begun('integrity');
    await visitor.send({ category: 'corruption' });
    await visitor.send({ subject: 'เรื่อง', details: 'รายละเอียด' });
    await visitor.send({ day: '15', month: 'ต.ค.', year: '69' });
    expect([visitor.status, visitor.text('.govuk-error-summary a')]).toEqual([
      422,
      'ใส่วัน เดือน และปีเป็นตัวเลข ปีสี่หลัก เช่น 24 11 2569',
    ]);
    await visitor.send({ day: '๑๕', month: '๑๐', year: '๒๕๖๙' });
    expect(visitor.path).toBe('/complain/accused');
  });

  it('say before a file is sent, and after filing, what shows who complained', async () => {
    await upToIdentity();
    await visitor.open('/complain/evidence');
    expect(visitor.text('main')).toContain('ชื่อไฟล์จะส่งถึงเจ้าหน้าที่ด้วย');
    await visitor.send();
    await visitor.send({ mode: 'anonymous' });
    await visitor.send();
    await visitor.send();
    expect(visitor.text('main')).toContain('อย่าพิมพ์หรือเก็บไว้ที่ทำงาน');
  });

  it('keep a text that is far too long in its form', async () => {
    await begun('integrity');
    await visitor.send({ category: 'corruption' });
    const details = 'ก'.repeat(30_000);
    await visitor.send({ subject: 'เรื่อง', details });
    expect([visitor.status, visitor.text('#details')]).toEqual([422, details]);
  });

  it('change the language and keep what is typed, which is not yet an answer', async () => {
    await begun('integrity');
    await visitor.send({ category: 'corruption' });
    await visitor.changeLanguage({ subject: 'เรื่องที่พิมพ์ค้าง', details: '' });
    expect([visitor.status, visitor.text('h1')]).toEqual([200, 'What happened?']);
    expect(visitor.page.querySelector('#subject')?.getAttribute('value')).toBe('เรื่องที่พิมพ์ค้าง');
    expect(visitor.page.querySelectorAll('.govuk-error-summary')).toHaveLength(0);
    await visitor.send({ subject: '', details: '' });
    expect([visitor.status, visitor.text('h1')]).toEqual([422, 'What happened?']);
    await visitor.changeLanguage({ subject: 'เรื่อง', details: 'รายละเอียด' });
    expect([visitor.text('h1'), visitor.text('#details')]).toEqual(['เกิดอะไรขึ้น', 'รายละเอียด']);
  });

  it('put nothing but going on behind the enter key, the language neither', async () => {
    await begun('integrity');
    const [first] = visitor.page.querySelectorAll('[form=question]');
    expect([first?.getAttribute('type'), first?.getAttribute('formaction')]).toEqual(['submit', undefined]);
  });

  it('add and remove officials without losing one', async () => {
    await upToIdentity();
    await visitor.open('/complain/accused');
    await visitor.send({ 'accused-0-name': 'ก', action: 'add' });
    await visitor.send({ 'accused-0-name': 'ก', 'accused-1-name': 'ข', action: 'remove-0' });
    expect(visitor.page.querySelectorAll('fieldset')).toHaveLength(1);
    expect(visitor.page.querySelector('#accused-0-name')?.getAttribute('value')).toBe('ข');
  });

  it('remove nobody when the enter key is pressed', async () => {
    await upToIdentity();
    await visitor.open('/complain/accused');
    await visitor.send({ 'accused-0-name': 'ก', action: 'add' });
    const first = visitor.page.querySelector('main form button');
    expect([first?.getAttribute('type'), first?.getAttribute('name')]).toEqual(['submit', undefined]);
  });

  it('lead from the summary to the first field of a date that is wrong', async () => {
    await begun('integrity');
    await visitor.send({ category: 'corruption' });
    await visitor.send({ subject: 'เรื่อง', details: 'รายละเอียด' });
    await visitor.send({ day: '31', month: '2', year: '2569' });
    const target = visitor.page.querySelector('.govuk-error-summary a')?.getAttribute('href') ?? '';
    expect(visitor.page.querySelector(target)?.getAttribute('name')).toBe('day');
  });

  it('show all answers, escaped, and file them once however often they are sent', async () => {
    await upToIdentity();
    await visitor.send({ mode: 'anonymous' });
    await visitor.send({ basis: 'evidence' });
    expect(visitor.path).toBe('/complain/check');
    expect(visitor.page.querySelector('main')?.innerHTML).toContain('&lt;b&gt;หนึ่ง&lt;/b&gt;');

    const check = visitor.page;
    await visitor.send();
    const reference = visitor.text('.govuk-panel__body strong');
    expect(reference).toMatch(/^TRT-69-/);
    const reasons = visitor.page.querySelectorAll('.why-list');
    expect(reasons.length).toBeGreaterThan(2);
    expect(visitor.page.querySelectorAll('.printed-only ol').map((one) => one.textContent)).toEqual(
      reasons.map((one) => one.textContent),
    );
    expect([visitor.text('.agency-header__name'), visitor.text('main .address')]).toEqual([
      'จังหวัดตราด',
      'http://public.test/track',
    ]);
    visitor.page = check;
    await visitor.send();
    expect([visitor.path, visitor.text('.govuk-panel__body strong')]).toEqual(['/complain/done', reference]);

    await visitor.send({}, '/complain/finish');
    await visitor.open('/complain/done');
    expect(visitor.path).toBe('/');
  });

  it.each([
    ['named', ['name', 'nationalId', 'email', 'phone', 'address']],
    ['confidential', ['name', 'nationalId', 'email']],
  ])('ask a %s person for what somebody can use, and say before who can see it', async (mode, fields) => {
    await upToIdentity();
    const meaning = visitor.text(`#mode${mode === 'named' ? '' : '-confidential'}-item-hint`);
    expect(meaning).toContain(mode === 'named' ? 'ช่องทางติดต่อ' : 'ต้องอนุมัติก่อน');
    const said = mode === 'named' ? [] : ['ทบทวนภายหลัง', 'งดแจ้ง', 'ให้เลือก “ไม่บอกชื่อ”'];
    for (const words of said) expect(meaning).toContain(words);
    await visitor.send({ mode });
    if (mode === 'confidential') expect(visitor.text('main')).toContain('เฉพาะเมื่อผู้อื่นอีกคนอนุมัติ');
    expect(visitor.text('#email-hint')).toContain('เมื่อได้รับเรื่องและเมื่อมีความคืบหน้า');
    const asked = visitor.page.querySelectorAll('main input:not([type=hidden]), main textarea');
    expect(asked.map((one) => one.getAttribute('name'))).toEqual(fields);
    await visitor.send({ name: 'นางสาวผู้ร้องเรียน', email: 'someone@example.org' });
    expect(visitor.path).toBe('/complain/check');
  });

  it('keep the draft where nobody can read it but its writer', async () => {
    await upToIdentity();
    const rows: { sealed: Buffer }[] = await stage.databases.main.query('SELECT sealed FROM draft');
    expect(rows.length).toBeGreaterThan(0);
    for (const { sealed } of rows) expect(sealed.includes('สมชาย')).toBe(false);
    const other = new Visitor(stage.url);
    await other.open('/complain/accused');
    expect(other.path).toBe('/');
  });

  const waitingCommands = async (reference: string): Promise<number> => {
    const rows: unknown[] = await stage.databases.main.query(
      `SELECT 1 FROM outbox WHERE kind = 'command' AND reference = $1 AND done_at IS NULL`,
      [reference],
    );
    return rows.length;
  };

  const filedAnonymously = async (): Promise<{ reference: string; code: string }> => {
    await upToIdentity();
    await visitor.send({ mode: 'anonymous' });
    await visitor.send();
    await visitor.send();
    return { reference: visitor.text('.govuk-panel__body strong'), code: visitor.text('.receipt-code') };
  };

  it('say until which day a review can be asked for', async () => {
    const receipt = await filedAnonymously();
    const at = '2026-11-24T13:00:00.000Z';
    const clock = {
      id: 'review-window',
      startedAt: at,
      countsFrom: at,
      pauses: [],
      extensions: [],
      stoppedAt: null,
      dueAt: '2026-12-09T16:59:59.999Z',
      why: [],
      alarms: [],
    };
    const rest = { schemaVersion: 1, at, actor: 'system' } as const;
    const { main, sealOf } = stage.databases;
    await transaction(main, (manager) =>
      appendEvents(
        manager,
        complaintStream(receipt.reference),
        1,
        'closing',
        [
          { ...rest, type: 'CaseClosed', body: {} },
          { ...rest, type: 'ClocksReckoned', body: { clocks: [clock] } },
        ],
        sealOf,
      ),
    );
    await visitor.open('/track');
    await visitor.send(receipt);
    const offer = visitor.page.querySelector('main a[href="/track/case/review"]')?.parentNode?.textContent;
    expect(offer).toContain('ขอได้ถึงวันที่ 9 ธันวาคม 2569');
    await visitor.changeLanguage({ text: 'ยังพิมพ์ไม่เสร็จ' });
    expect(visitor.text('main')).toContain('You can ask until 9 December 2026 (B.E. 2569).');
    expect(visitor.text('#text')).toBe('ยังพิมพ์ไม่เสร็จ');
    await visitor.open('/track/case/review');
    await visitor.changeLanguage({ text: 'เหตุผลที่พิมพ์ค้าง' });
    expect([visitor.text('h1'), visitor.text('#text')]).toEqual(['ขอให้ทบทวนผล', 'เหตุผลที่พิมพ์ค้าง']);
    expect(await waitingCommands(receipt.reference)).toBe(0);
    await visitor.open('/track/case/message');
    expect(visitor.path).toBe('/track/case');
  });

  it('ask for an answer until one is on its way', async () => {
    const receipt = await filedAnonymously();
    const { main, sealOf } = stage.databases;
    const question = await stage.textFor(receipt.reference, 'มีเอกสารหรือไม่');
    await transaction(main, (manager) =>
      appendEvents(
        manager,
        complaintStream(receipt.reference),
        1,
        'question',
        [
          {
            type: 'InformationRequested',
            schemaVersion: 1,
            at: '2026-11-24T03:00:00.000Z',
            actor: 'staff:desk-1',
            body: { question },
          },
        ],
        sealOf,
      ),
    );
    await visitor.open('/track');
    await visitor.send(receipt);
    const ASKED = 'ขอข้อมูลเพิ่มเติม โปรดอ่านข้อความ';
    expect([visitor.text('.govuk-warning-text'), visitor.text('label[for=text]')]).toEqual([
      expect.stringContaining(ASKED),
      'ตอบเจ้าหน้าที่',
    ]);
    await visitor.send({ text: 'มีสำเนาสัญญา' }, '/track/case/message');
    expect(visitor.text('.message--mine .govuk-tag')).toBe('กำลังส่ง');
    expect(visitor.text('main')).not.toContain(ASKED);
    expect(visitor.text('label[for=text]')).toBe('เขียนถึงเจ้าหน้าที่');
  });

  it('open a case by reference and code, take a message, and ask about pressure on withdrawal', async () => {
    const receipt = await filedAnonymously();

    await visitor.open('/track');
    await visitor.send({ ...receipt, code: '1' });
    expect([visitor.status, visitor.page.querySelector('#reference')?.getAttribute('value')]).toEqual([
      404,
      receipt.reference,
    ]);
    expect(visitor.page.querySelector('#data-request a')?.getAttribute('href')).toBe('/my-data/answer');
    await visitor.send(receipt);
    expect(visitor.text('h1')).toContain(receipt.reference);
    await visitor.send({ text: ' ' }, '/track/case/message');
    expect(visitor.status).toBe(422);
    await visitor.send({ text: 'มีพยานอีกคน' }, '/track/case/message');
    expect(visitor.text('.message--mine .written-text')).toBe('มีพยานอีกคน');
    expect(visitor.text('.message--mine .govuk-tag')).toBe('กำลังส่ง');
    expect(visitor.text('.message--mine h3')).toBe('ข้อความของท่าน');
    await messageTaken(receipt.reference);
    await visitor.open('/track/case');
    expect(visitor.text('.message--mine .govuk-tag')).toBe('ได้รับแล้ว');

    await visitor.open('/track/case/withdraw');
    expect(visitor.page.querySelectorAll('input[name=wasPressed]')).toHaveLength(3);
    await visitor.send({ wasPressed: 'yes', text: 'เหตุผล <b>หนึ่ง</b>' });
    expect(visitor.text('main')).toContain(`ท่านกำลังจะถอนเรื่อง ${receipt.reference}`);
    expect(await waitingCommands(receipt.reference)).toBe(0);
    expect(visitor.text('main')).not.toMatch(/เหตุผล <b>|กดดันให้/);
    expect(visitor.page.querySelectorAll('main .govuk-button--warning')).toEqual([]);
    expect(visitor.page.querySelector('.govuk-back-link')?.getAttribute('href')).toBe('/track/case/withdraw');
    await visitor.changeLanguage({});
    expect(visitor.text('main')).toContain(`You are about to withdraw case ${receipt.reference}`);
    await visitor.changeLanguage({});
    await visitor.send({ action: 'change' });
    expect(visitor.page.querySelector('#wasPressed-2')?.hasAttribute('checked')).toBe(true);
    expect(visitor.text('#text')).toBe('เหตุผล <b>หนึ่ง</b>');
    await visitor.send({ wasPressed: 'yes', text: 'x'.repeat(10_001) });
    expect(visitor.status).toBe(422);
    await visitor.send({ wasPressed: 'yes', text: 'เหตุผลสอง' });
    await visitor.send({ action: 'send' });
    expect(visitor.path).toBe('/track/case?sent=withdrawal');
    expect(visitor.text('main')).not.toContain('เหตุผลสอง');
    expect(visitor.text('main')).toContain('แต่หน่วยงานยังดำเนินการเรื่องนี้ต่อไป');
    expect(await waitingCommands(receipt.reference)).toBe(1);
    await visitor.send({}, '/track/leave');
    await visitor.open('/track/case');
    expect(visitor.path).toBe('/track');
  });

  it('open a case by its reference in Thai digits, with other dashes, and without the letters ahead', async () => {
    const { reference, code } = await filedAnonymously();
    const inThai = reference.replace(/\d/g, (digit) => '๐๑๒๓๔๕๖๗๘๙'.charAt(Number(digit)));
    for (const typed of [inThai, reference.replaceAll('-', '–'), reference.slice(4)]) {
      await visitor.open('/track');
      await visitor.send({ reference: typed, code });
      expect(visitor.text('h1')).toBe(`เรื่อง ${reference}`);
    }
    await visitor.open('/track/case/withdraw');
    await visitor.send({ wasPressed: 'no' });
    expect(visitor.text('main')).toContain(`ท่านกำลังจะถอนเรื่อง ${reference}`);
  });

  it('say in words that there were no complaints', async () => {
    await visitor.open('/statistics?fiscalYear=2568');
    expect(visitor.text('.govuk-inset-text')).toBe('จังหวัดตราดไม่มีเรื่องร้องเรียนการทุจริตและประพฤติมิชอบในช่วงเวลานี้');
  });

  it.each([
    '/',
    '/complain?about=other',
    '/track',
    '/procedure',
    '/statistics',
    '/statistics?fiscalYear=2569',
  ])('%s opens whatever a link from elsewhere adds to it', async (path) => {
    const guest = new Visitor(stage.url);
    const whole = `${path}${path.includes('?') ? '&' : '?'}fbclid=Iw.x&utm_source=line`;
    await guest.open(whole);
    expect([guest.status, guest.path]).toEqual([200, whole]);
  });

  it.each([
    ['/complain?about=other', '/complain?about=other&lang=en', 'How your information is used'],
    ['/statistics?fiscalYear=2568&lang=th', '/statistics?fiscalYear=2568&lang=en', '2568'],
  ])('%s is the same page in the other language', async (path, other, heading) => {
    const guest = new Visitor(stage.url);
    await guest.open(path);
    const link = guest.page.querySelector('header a[hreflang=en]')?.getAttribute('href') ?? '';
    expect(link.replaceAll('&amp;', '&')).toBe(other);
    await guest.open(other);
    expect([guest.path, guest.text('h1')]).toEqual([other, expect.stringContaining(heading)]);
  });

  it('publish the procedure from the pack', async () => {
    await visitor.open('/procedure');
    expect(visitor.text('main')).toContain('มติคณะรัฐมนตรี เมื่อวันที่ 27 มีนาคม 2561');
    expect(visitor.text('main')).toContain('แจ้งเรื่องที่ถูกกล่าวถึงและสิทธิชี้แจง');
  });

  it('answer an address that is not there, and one that is odd, without failing', async () => {
    for (const path of [
      '/nowhere',
      '/complain/nothing',
      '/%E0%A4%A',
      '/statistics?fiscalYear=x',
      '/complain?about[]=1',
    ]) {
      await visitor.open(path);
      expect(visitor.status).toBeLessThan(500);
    }
  });
});
