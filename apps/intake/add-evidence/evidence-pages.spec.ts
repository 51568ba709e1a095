import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, type HTMLElement } from 'node-html-parser';
import { namedPdf, taggedPhotograph } from '#evidence/evidence.builder.js';
import { evidenceOf } from '#filing/complainant-case.js';
import { complaintStream } from '#ledger/ledger.js';
import { appendEvents } from '#persistence/case-ledger-store.js';
import { transaction } from '#persistence/data-source.js';
import { readEvidence } from '#persistence/evidence-store.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';

type Files = [name: string, content: Buffer | string][];

/** A browser without script that sends files. */
class Visitor {
  private readonly cookies = new Map<string, string>();
  page: HTMLElement = parse('');
  path = '/';
  status = 0;

  constructor(private readonly url: string) {}

  async open(path: string, body?: FormData | URLSearchParams): Promise<void> {
    const response = await fetch(this.url + path, {
      redirect: 'manual',
      headers: { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body && { method: 'POST', body }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) return this.open(location);
    this.path = path;
    this.status = response.status;
    this.page = parse(await response.text());
  }

  /** What the browser would save. */
  save(path: string): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return fetch(this.url + path, { redirect: 'manual', headers: { cookie } });
  }

  /** Sends the main form, as the browser would: with files where the form is for them. */
  send(fields: Record<string, string> = {}, files: Files = [], token?: string): Promise<void> {
    const form = this.page.querySelector('main form');
    const isForFiles = form?.getAttribute('enctype') === 'multipart/form-data';
    const body = isForFiles ? new FormData() : new URLSearchParams();
    for (const input of form?.querySelectorAll('input[type=hidden]') ?? [])
      body.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    if (token !== undefined) body.set('_csrf', token);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    if (body instanceof FormData) {
      if (files.length === 0) body.append('files', new Blob([]), '');
      for (const [name, content] of files) body.append('files', new Blob([Buffer.from(content)]), name);
    }
    return this.open(form?.getAttribute('action') ?? '', body);
  }

  get text(): string {
    return this.page.querySelector('main')?.textContent ?? '';
  }

  action(label: string): string {
    const button = this.page.querySelectorAll('button').find(({ text }) => text.includes(label));
    return button?.getAttribute('value') ?? '';
  }
}

let stage: IntakeStage;
beforeAll(async () => {
  stage = await intakeStage('2026-11-24T13:00:00.000Z');
});
afterAll(() => stage.close());

const upToEvidence = async (): Promise<Visitor> => {
  const visitor = new Visitor(stage.url);
  await visitor.open('/complain?about=integrity&lang=en');
  await visitor.send();
  await visitor.send({ category: 'corruption' });
  await visitor.send({ subject: 'เรียกรับเงิน', details: 'รายละเอียด' });
  await visitor.send();
  await visitor.send();
  return visitor;
};
const filedBy = async (visitor: Visitor): Promise<{ reference: string; code: string }> => {
  await visitor.send({ mode: 'anonymous' });
  await visitor.send();
  await visitor.send();
  const [reference = ''] = /TRT-\d\d-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(visitor.text) ?? [];
  const [code = ''] = /\d{4}(-\d{4}){4}/.exec(visitor.text) ?? [];
  return { reference, code };
};
const tracking = async ({ reference, code }: { reference: string; code: string }): Promise<Visitor> => {
  const visitor = new Visitor(stage.url);
  await visitor.open('/track?lang=en');
  await visitor.send({ reference, code });
  return visitor;
};
const eventsOf = async (reference: string) =>
  (await readStream(stage.databases.main.manager, complaintStream(reference))).map(toEvent);

describe('the form’s question for evidence', () => {
  it('takes files that go with the complaint, under its first entry', async () => {
    const visitor = await upToEvidence();
    expect(visitor.path).toBe('/complain/evidence');
    await visitor.send({}, [
      ['ภาพ.jpg', await taggedPhotograph()],
      ['note.txt', 'ก'],
    ]);
    expect(visitor.path).toBe('/complain/identity');
    const { reference } = await filedBy(visitor);
    const [received] = await eventsOf(reference);
    expect(evidenceOf(received!).map(({ kind, isCleaned }) => [kind, isCleaned])).toEqual([
      ['image', true],
      ['text', true],
    ]);
    const rows = await readEvidence(stage.databases.main.manager, { reference });
    expect(rows.map(({ state }) => state)).toEqual(['given', 'given']);
    expect(JSON.stringify(received)).not.toContain('ภาพ');
  });

  it('may be passed without any', async () => {
    const visitor = await upToEvidence();
    await visitor.send();
    expect(visitor.path).toBe('/complain/identity');
    const { reference } = await filedBy(visitor);
    expect((await eventsOf(reference))[0]?.body).not.toHaveProperty('evidence');
  });

  it('keeps what was fine, and says of the others by name why they were not taken', async () => {
    const visitor = await upToEvidence();
    await visitor.send({}, [
      ['good.txt', 'ก'],
      ['bad.exe', Buffer.from('MZ\0\0')],
      ['empty.txt', ''],
    ]);
    expect(visitor.status).toBe(422);
    expect(visitor.path).toMatch(/^\/complain\/evidence\?draft=/);
    expect(visitor.page.querySelectorAll('.govuk-error-message').length).toBe(2);
    expect(visitor.text).toMatch(/“bad\.exe” is of a kind that is not taken/);
    expect(visitor.text).toMatch(/“empty\.txt” is empty/);
    expect(visitor.page.querySelector('.files')?.text).toContain('good.txt');
  });

  it('says ahead of sending what a file may tell, lets it be removed, and goes on', async () => {
    const visitor = await upToEvidence();
    await visitor.send({}, [['สัญญา.pdf', namedPdf()]]);
    expect(visitor.path).toBe('/complain/evidence');
    expect(visitor.text).toContain('could not be removed');
    await visitor.send({ action: visitor.action('Remove') });
    expect(visitor.text).not.toContain('สัญญา.pdf');
    await visitor.send();
    expect(visitor.path).toBe('/complain/identity');
  });

  it('takes nothing without the site’s own token', async () => {
    const visitor = await upToEvidence();
    await visitor.send({}, [['a.txt', 'ก']], 'forged');
    expect(visitor.status).toBe(403);
    await visitor.open('/complain/evidence');
    expect(visitor.page.querySelector('.files')).toBeNull();
  });

  it('says of a file whose name cannot be read what to do, and leads back into the draft', async () => {
    const visitor = await upToEvidence();
    await visitor.send({}, [['ก\u0001.txt', 'ก']]);
    expect(visitor.status).toBe(400);
    expect(visitor.text).toContain(
      'Your draft is kept: go back. If you sent a file, rename it and try again.',
    );
    expect(visitor.page.querySelector('.leave-now')).not.toBeNull();
    await visitor.open(visitor.page.querySelector('main a')?.getAttribute('href') ?? '');
    expect(visitor.path).toBe('/complain/evidence');
  });

  it('ticks beforehand that there is evidence, which may be unticked', async () => {
    const ticked = (visitor: Visitor): (string | undefined)[] =>
      visitor.page.querySelectorAll('input[checked]').map((input) => input.getAttribute('value'));
    const visitor = await upToEvidence();
    await visitor.send({}, [['note.txt', 'ก']]);
    await visitor.send({ mode: 'anonymous' });
    expect([visitor.path, ticked(visitor)]).toEqual(['/complain/basis', ['evidence']]);
    await visitor.send();
    await visitor.open('/complain/basis');
    expect(ticked(visitor)).toEqual([]);

    const without = await upToEvidence();
    await without.send();
    await without.send({ mode: 'anonymous' });
    expect([without.path, ticked(without)]).toEqual(['/complain/basis', []]);
  });

  it('leaves nothing to the next person on the same telephone', async () => {
    const visitor = await upToEvidence();
    await visitor.send({ action: 'attach' }, [['ของคนก่อน.txt', 'ก']]);
    expect(visitor.text).toContain('ของคนก่อน.txt');
    const files = async (): Promise<number> => {
      const rows: { n: number }[] = await stage.databases.main.query(
        `SELECT count(*)::int AS n FROM evidence WHERE draft IS NOT NULL`,
      );
      return rows[0]?.n ?? 0;
    };
    const before = await files();
    await visitor.open('/complain?about=integrity&anew=yes');
    await visitor.send();
    expect(await files()).toBe(before - 1);
  });
});

describe('the page of a case', () => {
  it('sends files with a message, and keeps what was typed while they are added', async () => {
    const filing = await upToEvidence();
    await filing.send();
    const receipt = await filedBy(filing);
    const visitor = await tracking(receipt);
    await visitor.send({ text: 'ส่งสัญญามาด้วย' }, [
      ['สัญญา.pdf', namedPdf()],
      ['x.bin', Buffer.from([0, 1])],
    ]);
    expect([visitor.status, visitor.page.querySelector('#text')?.text]).toEqual([422, 'ส่งสัญญามาด้วย']);
    expect(visitor.text).toContain('สัญญา.pdf');
    await visitor.send({ text: 'ส่งสัญญามาด้วย', action: 'send' });
    expect([visitor.status, visitor.path]).toEqual([200, '/track/case?sent=message']);
    const rows = await readEvidence(stage.databases.main.manager, { reference: receipt.reference });
    expect(rows.map(({ state }) => state)).toEqual(['given']);
    expect(visitor.page.querySelector('.message--mine')?.text).toContain('สัญญา.pdf');
  });

  it('stops once for files that tell something, and sends them when asked again', async () => {
    const filing = await upToEvidence();
    await filing.send();
    const visitor = await tracking(await filedBy(filing));
    await visitor.send({ action: 'send' }, [['สัญญา.pdf', namedPdf()]]);
    expect([visitor.status, visitor.text.includes('could not be removed')]).toEqual([200, true]);
    expect(visitor.page.querySelector('.message--mine')).toBeNull();
    await visitor.send({ action: 'send' });
    expect(visitor.path).toBe('/track/case?sent=message');
  });

  it('gives the untouched original back to whoever has the receipt code, and to nobody else', async () => {
    const filing = await upToEvidence();
    await filing.send();
    const visitor = await tracking(await filedBy(filing));
    const photograph = await taggedPhotograph();
    const files: Files = [
      ['a.jpg', photograph],
      ['b.txt', 'ก'],
    ];
    await visitor.send({ text: 'ภาพต้นฉบับ', keepOriginal: 'yes', action: 'send' }, files);
    const links = visitor.page
      .querySelectorAll('a')
      .flatMap((link) => link.getAttribute('href') ?? [])
      .filter((href) => href.endsWith('/original'));
    expect(links.length).toBeGreaterThan(0);
    const [saved] = await Promise.all(links.map((href) => visitor.save(href)));
    expect(saved?.status).toBe(200);
    expect(saved?.headers.get('content-disposition')).toContain("filename*=UTF-8''a.jpg");
    expect(Buffer.from(await saved!.arrayBuffer()).equals(photograph)).toBe(true);

    const other = await upToEvidence();
    await other.send();
    const stranger = await tracking(await filedBy(other));
    expect((await stranger.save(links[0]!)).status).toBe(404);
    expect((await stranger.save('/track/case/evidence/none/original')).status).toBe(404);
    const nobody = await fetch(stage.url + links[0]!, { redirect: 'manual' });
    expect(nobody.headers.get('location')).toBe('/track');
  });

  it('asks for words where there are neither words nor files', async () => {
    const filing = await upToEvidence();
    await filing.send();
    const visitor = await tracking(await filedBy(filing));
    await visitor.send({ action: 'send' });
    expect(visitor.status).toBe(422);
  });

  it('marks what the agency wrote since the last visit as new, by role and not by name', async () => {
    const filing = await upToEvidence();
    await filing.send();
    const receipt = await filedBy(filing);
    const first = await tracking(receipt);
    expect(first.text).not.toContain('new');
    const question = await stage.textFor(receipt.reference, 'มีพยานหรือไม่');
    await transaction(stage.databases.main, (manager) =>
      appendEvents(
        manager,
        complaintStream(receipt.reference),
        1,
        'asked',
        [
          {
            type: 'InformationRequested',
            schemaVersion: 1,
            at: '2026-11-24T13:30:00.000Z',
            actor: 'staff:desk-1',
            body: { question },
          },
        ],
        stage.databases.sealOf,
      ),
    );
    const second = await tracking(receipt);
    const message = second.page.querySelector('.message')?.text ?? '';
    expect([message.includes('New'), message.includes('Central desk'), message.includes('desk-1')]).toEqual([
      true,
      true,
      false,
    ]);
    await second.open('/track/case');
    expect(second.page.querySelector('.message')?.text).toContain('New');
    expect((await tracking(receipt)).page.querySelector('.message')?.text).not.toContain('New');
  });
});
