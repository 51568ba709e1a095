import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IdentityMode } from '#domain/complaint/complaint-event.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { complaintStream, protectionStream } from '#ledger/ledger.js';
import { appendFact } from '#persistence/ledger-store.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { Visitor } from '../visitor.fake.js';

const NOW = '2026-11-24T02:00:00.000Z';
const PROTECTION = '/track/case/protection';

let stage: IntakeStage;
beforeAll(async () => {
  stage = await intakeStage(NOW);
}, 60_000);
afterAll(() => stage?.close());

/** Somebody whose case and protection the worker has opened, on the tracking page. */
class Protected {
  readonly visitor = new Visitor(stage.url);
  reference = '';

  static async with(mode: IdentityMode, language = 'th'): Promise<Protected> {
    const one = new Protected();
    const answer = await fetch(`${stage.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        category: 'corruption',
        subject: 'เรียกรับเงิน',
        details: 'เรียกรับเงินเพื่อออกใบอนุญาต',
        identity: { mode, ...(mode !== 'anonymous' && { name: 'นางสาวสมใจ รักความลับ' }) },
      }),
    });
    const { reference, receiptCode } = (await answer.json()) as { reference: string; receiptCode: string };
    one.reference = reference;
    await stage.protect(reference);
    await one.visitor.open(`/track?lang=${language}`);
    await one.visitor.send({ reference, code: receiptCode });
    return one;
  }

  /** As the worker records it. */
  record(event: Pick<ProtectionEvent, 'type' | 'body'>): Promise<void> {
    const whole = { schemaVersion: 1, at: NOW, actor: 'staff:officer-1', ...event } as ProtectionEvent;
    const { main, sealOf } = stage.databases;
    return appendFact(main.manager, protectionStream(this.reference), whole, sealOf);
  }

  async question(): Promise<void> {
    const { main, sealOf } = stage.databases;
    const question = await stage.textFor(this.reference, 'ท่านทำงานที่ใด');
    await appendFact(
      main.manager,
      complaintStream(this.reference),
      {
        type: 'InformationRequested',
        schemaVersion: 1,
        at: NOW,
        actor: 'staff:desk-1',
        body: { question },
      },
      sealOf,
    );
  }

  warnings(): string[] {
    return this.visitor.page
      .querySelectorAll('main .govuk-warning-text')
      .map((one) => one.textContent.replace(/\s+/g, ' ').trim());
  }
  linkTo(address: string): string | undefined {
    return this.visitor.page.querySelector(`main .govuk-warning-text a[href="${address}"]`)?.textContent;
  }
}

describe('the tracking page', () => {
  it('warns that somebody was allowed to open the name, and leads to who and why', async () => {
    const person = await Protected.with('confidential');
    expect(person.warnings()).toEqual([]);
    const asked = {
      access: 1,
      role: 'officer',
      purpose: 'take-testimony',
      ground: 'official-duty',
      hours: 24,
    };
    const reason = await stage.textFor(person.reference, 'ต้องบันทึกถ้อยคำ');
    await person.record({ type: 'IdentityAskedFor', body: { ...asked, reason } });
    const until = '2026-11-25T02:00:00.000Z';
    await person.record({ type: 'IdentityAccessGiven', body: { access: 1, until, inEmergency: false } });
    await person.visitor.open('/track/case');
    expect(person.warnings()).toEqual([expect.stringContaining('มีผู้ได้รับอนุญาตให้เปิดดูชื่อของท่าน')]);
    expect(person.linkTo(`${PROTECTION}#accesses`)).toContain('เพราะเหตุใด');
    await person.visitor.open(PROTECTION);
    expect(person.visitor.page.querySelector('#accesses + dl')?.textContent).toContain('บันทึกถ้อยคำ');
  });

  it.each([
    ['anonymous', 'You need not answer what would show who you are.'],
    ['confidential', 'You need not answer what would show who you are.'],
    ['named', 'please read it and answer.'],
  ] as const)('leads whoever is %s to a question, and says when they may be silent', async (mode, words) => {
    const person = await Protected.with(mode, 'en');
    await person.question();
    await person.visitor.open('/track/case');
    expect(person.warnings()).toEqual([expect.stringMatching(new RegExp(`${words} Go to the messages$`))]);
    expect(person.linkTo('#messages')).toBe('Go to the messages');
    expect(person.visitor.page.querySelector('#messages')).not.toBeNull();
  });
});

describe('the page of the protection', () => {
  it.each([
    ['anonymous', 'ท่านไม่ได้บอกชื่อ จึงไม่มีชื่อให้ผู้ใดเปิดดู', 1],
    ['confidential', 'ยังไม่มีผู้ใดได้รับอนุญาตให้ทราบตัวตนของท่าน', 0],
  ] as const)(
    'tells whoever is %s what there is to open, and to mind what they say',
    async (mode, words, hints) => {
      const person = await Protected.with(mode);
      await person.visitor.open(PROTECTION);
      expect(person.visitor.text('#accesses + p')).toBe(words);
      const hint = person.visitor.page.querySelectorAll('#question .govuk-inset-text');
      expect(hint.map((one) => one.textContent.includes('บอกเท่าที่ท่านยอมให้รู้'))).toEqual(
        Array(hints).fill(true),
      );
    },
  );

  it.each([
    ['th', 'เลือกว่าท่านเป็นอย่างไร'],
    ['en', 'Select how you are'],
  ])('says in %s what to do where nothing was chosen', async (language, words) => {
    const person = await Protected.with('anonymous', language);
    await person.visitor.open(PROTECTION);
    await person.visitor.send({ text: 'กังวล' });
    expect([person.visitor.status, person.visitor.text('.govuk-error-summary a')]).toEqual([422, words]);
  });
});
