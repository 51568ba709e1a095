import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataRequestUpdate } from '#workflows/data-request/data-request.contract.js';
import { openPayload } from '#filing/outbox-payload.js';
import { foldDataRequest } from '#domain/data-request/evolve.js';
import { findDataRequest, updateDataRequest } from '#persistence/data-request-store.js';
import { policyInForce, storePolicy } from '#persistence/policy-store.js';
import { addMs } from '#domain/time/instant.js';
import { openKeyring } from '#vault/keyring.js';
import { testDatabases } from '../../../test/support/database.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { Visitor } from '../visitor.fake.js';

const NAME = 'นายประชา ใจเย็น';
const ASKED = 'ขอทราบข้อมูลของข้าพเจ้าที่หน่วยงานเก็บไว้';
const CODE = /^(\d{4}-){4}\d{4}$/;

let stage: IntakeStage;
let now = '2026-11-24T03:00:00.000Z';
beforeAll(async () => {
  stage = await intakeStage({ now: () => now }, undefined, undefined, 20);
});
afterAll(() => stage.close());

interface Asked {
  visitor: Visitor;
  reference: string;
  code: string;
}

async function asked(fields: Record<string, string> = {}, language = 'en'): Promise<Asked> {
  const visitor = new Visitor(stage.url);
  await visitor.open(`/my-data?lang=${language}`);
  await visitor.send({ name: NAME, asked: ASKED, ...fields });
  return { visitor, reference: visitor.text('.govuk-panel strong'), code: visitor.text('.receipt-code') };
}

async function opened({ reference, code }: { reference: string; code: string }): Promise<Visitor> {
  const visitor = new Visitor(stage.url);
  await visitor.open('/my-data/answer?lang=en');
  await visitor.send({ reference, code });
  return visitor;
}

const rows = async (table: string): Promise<number> => {
  const [row]: { n: number }[] = await stage.databases.main.query(`SELECT count(*)::int AS n FROM ${table}`);
  return row?.n ?? 0;
};

/** What casework, workflow and worker do with a request. */
async function answered(reference: string, kind: 'data-given' | 'nothing-may-be-given', words: string) {
  const { manager } = stage.databases.main;
  const answer = await stage.textFor(reference, words);
  const found = await findDataRequest(manager, reference);
  const event = { schemaVersion: 1, at: now, actor: 'staff:custodian-1', body: { kind, answer } } as const;
  const events = [
    { type: 'AnswerProposed', ...event },
    { type: 'AnswerGiven', ...event },
  ] as const;
  await updateDataRequest(manager, foldDataRequest(found!.state, events), now);
}

describe('asking for the own data', () => {
  it.each(['th', 'en'])(
    'gives a reference, a code and the due day, and seals all that was typed (%s)',
    async (language) => {
      const { visitor, reference, code } = await asked({ email: 'pracha@example.org' }, language);
      expect(reference).toMatch(/^TRT-69-/);
      expect(code).toMatch(CODE);
      expect(visitor.text('main')).toContain(language === 'en' ? '24 December 2026' : '24 ธันวาคม 2569');
      const kept = JSON.stringify(
        await stage.databases.main.query(
          `SELECT (SELECT json_agg(d) FROM data_request d) AS requests, (SELECT json_agg(l) FROM ledger_entry l) AS ledger,
           (SELECT json_agg(o) FROM outbox o) AS outbox`,
        ),
      );
      for (const said of [NAME, ASKED, 'pracha', code]) expect(kept).not.toContain(said);
    },
  );

  it('that is sent on a Sunday says so, and counts as received on the next working day', async () => {
    const before = now;
    now = '2026-11-29T02:00:00.000Z';
    const request = await asked();
    for (const visitor of [request.visitor, await opened(request)]) {
      expect(visitor.text('#due')).toContain('Sent on 29 November 2026');
      expect(visitor.text('#due')).toContain(
        'outside office hours, so it counts as received on 30 November 2026',
      );
    }
    now = before;
  });

  it('keeps what was typed where something is missing, says so in the language, and files nothing', async () => {
    const before = await rows('data_request');
    for (const [language, message] of [
      ['en', 'Say which data you ask for'],
      ['th', 'โปรดระบุข้อมูลที่ขอ'],
    ] as const) {
      const { visitor } = await asked({ asked: ' ', phone: '039 000 000', email: 'no address' }, language);
      expect(visitor.status).toBe(422);
      expect(visitor.text('.govuk-error-summary')).toContain(message);
      expect(visitor.page.querySelector('#name')?.getAttribute('value')).toBe(NAME);
      expect(visitor.page.querySelector('#phone')?.getAttribute('value')).toBe('039 000 000');
      expect(visitor.page.querySelector('#email')?.getAttribute('value')).toBe('no address');
      await visitor.send({ asked: ASKED });
      expect(visitor.text('.govuk-error-summary')).toMatch(/Enter your full name|โปรดกรอกชื่อและนามสกุล/);
      expect(visitor.text('#asked')).toBe(ASKED);
    }
    expect(await rows('data_request')).toBe(before);
  });

  it('files once however often it is sent, and shows the code in the other language too', async () => {
    const { visitor, reference, code } = await asked();
    const before = await rows('data_request');
    await visitor.changeLanguage({});
    expect([visitor.text('.govuk-panel strong'), visitor.text('.receipt-code')]).toEqual([reference, code]);
    expect(visitor.text('h1')).toBe('หน่วยงานได้รับคำขอของท่านแล้ว');
    expect(await rows('data_request')).toBe(before);
  });

  it('keeps what was typed when the language is changed half-way', async () => {
    const visitor = new Visitor(stage.url);
    await visitor.open('/my-data?lang=th');
    await visitor.changeLanguage({ name: NAME, asked: ASKED });
    expect(visitor.text('h1')).toBe('Ask for your own data');
    expect(visitor.text('#asked')).toBe(ASKED);
  });

  it('is linked from every page’s footer, and from the page on how information is used', async () => {
    const visitor = new Visitor(stage.url);
    for (const [path, place] of [
      ['/', 'footer'],
      ['/complain?about=integrity', 'main'],
    ] as const) {
      await visitor.open(path);
      expect(visitor.page.querySelector(`${place} a[href="/my-data"]`)).not.toBeNull();
    }
  });
});

describe('under a pack from before there were requests for data', () => {
  it('has no page to ask on, files nothing, and is linked from nowhere', async () => {
    const databases = await testDatabases();
    const { manager } = databases.main;
    const { dataRequests: _, ...older } = (await policyInForce(manager, now)).policy;
    await storePolicy(manager, { ...older, effectiveFrom: '2026-11-01' }, now);
    const old = await intakeStage({ now: () => now }, databases);
    try {
      const visitor = new Visitor(old.url);
      for (const path of ['/', '/complain?about=integrity']) {
        await visitor.open(path);
        expect([path, visitor.status]).toEqual([path, 200]);
        expect(visitor.page.querySelector('a[href="/my-data"]')).toBeNull();
      }
      const _csrf = visitor.page.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
      await visitor.open('/my-data');
      expect(visitor.status).toBe(404);
      await visitor.open('/my-data', { _csrf, name: NAME, asked: ASKED, language: 'th' });
      expect(visitor.status).toBe(404);
      expect(await manager.query('SELECT 1 FROM data_request')).toEqual([]);
    } finally {
      await old.close();
    }
  });
});

describe('reading the answer', () => {
  it('shows how the request stands, and by when, to its code', async () => {
    const visitor = await opened(await asked());
    expect(visitor.text('#status')).toBe('The request is being dealt with.');
    expect(visitor.text('main')).toContain('24 December 2026');
    expect(visitor.page.querySelector('#answer')).toBeNull();
  });

  it('answers a wrong code, an unknown reference and a complaint’s own code alike', async () => {
    const { reference, code } = await asked();
    const complaint = new Visitor(stage.url);
    await complaint.complain();
    const filed = { reference: complaint.text('.govuk-panel strong'), code: complaint.text('.receipt-code') };
    const pages = [
      await opened({ reference, code: '0000-0000-0000-0000-0000' }),
      await opened({ reference: 'TRT-69-0000-0000', code }),
      await opened(filed),
    ].map(({ status, page }) => [
      status,
      page
        .querySelector('main')
        ?.outerHTML.replace(/value="TRT[^"]*"/, '')
        .replace(/name="_csrf" value="[^"]*"/, ''),
    ]);
    expect(pages[0]?.[0]).toBe(404);
    expect(pages[1]).toEqual(pages[0]);
    expect(pages[2]).toEqual(pages[0]);
  });

  it('shows the answer with the same sentence below, and the same words around it whatever was answered', async () => {
    const around: (string | undefined)[] = [];
    for (const kind of ['data-given', 'nothing-may-be-given'] as const) {
      const request = await asked();
      await answered(request.reference, kind, 'คำตอบของหน่วยงาน');
      const visitor = await opened(request);
      expect(visitor.text('#answer')).toContain('คำตอบของหน่วยงาน');
      expect(visitor.text('#neutral')).toContain('neither confirms nor denies');
      const main = visitor.page.querySelector('main')?.outerHTML;
      around.push(
        main
          ?.replaceAll(request.reference, '')
          .replaceAll(request.code, '')
          .replace(/name="_csrf" value="[^"]*"/g, ''),
      );
    }
    expect(around[1]).toBe(around[0]);
  });

  it('asks the database for the same, whether or not somebody of that name complained', async () => {
    const asking = async (name: string): Promise<string[]> => {
      const statements: string[] = [];
      const { main } = stage.databases;
      const before = main.logger;
      const logger = Object.assign(Object.create(before) as typeof before, {
        logQuery: (query: string) => statements.push(query),
      });
      const visitor = new Visitor(stage.url);
      await visitor.open('/my-data');
      Object.assign(main, { logger });
      try {
        await visitor.send({ name, asked: ASKED });
      } finally {
        Object.assign(main, { logger: before });
      }
      return statements;
    };
    now = addMs(now, 60_000);
    await asking('อุ่นเครื่อง');
    const complaint = await fetch(`${stage.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        category: 'corruption',
        subject: 'เรียกรับเงิน',
        details: 'มีการเรียกรับเงิน',
        identity: { mode: 'confidential', name: NAME },
      }),
    });
    expect(complaint.status).toBe(201);
    const statements = await asking(NAME);
    expect(statements.length).toBeGreaterThan(3);
    expect(statements).toEqual(await asking('นายไม่เคย ร้องเรียน'));
    expect(statements.join()).not.toMatch(/case_view|FROM filing/);
  });
});

describe('withdrawing', () => {
  it('takes the code once more, leaves the order, and shows it at once', async () => {
    const request = await asked();
    const visitor = await opened(request);
    await visitor.send({ code: '0000-0000-0000-0000-0000' }, '/my-data/withdraw');
    expect([visitor.status, visitor.text('.govuk-error-summary a'), visitor.text('label[for=code]')]).toEqual(
      [
        404,
        'There is no request with this reference and receipt code. Check both and try again',
        'Receipt code of your request',
      ],
    );
    const again = await opened(request);
    await again.send({ code: request.code }, '/my-data/withdraw');
    expect(again.text('#status')).toBe('The request has been withdrawn.');
    const [row]: { message_id: string; payload: string }[] = await stage.databases.main.query(
      `SELECT message_id, payload FROM outbox WHERE kind = 'command' AND reference = $1`,
      [request.reference],
    );
    const keys = openKeyring(stage.databases.keysDir, ['codec']).secrets('codec');
    const payload = openPayload(keys, row!.message_id, row!.payload) as { ofDataRequest: DataRequestUpdate };
    expect(payload.ofDataRequest).toMatchObject({ name: 'withdraw', actor: { kind: 'requester' } });
    expect((await opened(request)).page.querySelector('form[action="/my-data/withdraw"]')).toBeNull();
  });
});

describe('far more requests than usual', () => {
  it('wait a moment with what was typed in the form, and are refused to nobody', async () => {
    for (let sent = 0; sent < 20; sent += 1) await asked();
    const { visitor } = await asked();
    expect(visitor.status).toBe(429);
    expect(visitor.text('main')).toContain('please send it again in about');
    expect(visitor.text('#asked')).toBe(ASKED);
    now = addMs(now, 600_000);
    await visitor.send({ name: NAME, asked: ASKED });
    expect([visitor.status, visitor.text('.receipt-code')]).toEqual([201, expect.stringMatching(CODE)]);
    // Whoever waited counts as whoever did not.
    for (let sent = 0; sent < 19; sent += 1) await asked();
    expect((await asked()).visitor.status).toBe(429);
  });
});
