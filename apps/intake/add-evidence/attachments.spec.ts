import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { buffer } from 'node:stream/consumers';
import { wordFile } from '#evidence/checking/zip.builder.js';
import { evidenceRoom, namedPdf, taggedPhotograph } from '#evidence/evidence.builder.js';
import { originalOf, originalPlaceOf, placeOf } from '#evidence/receive-file.js';
import { openedStream } from '#evidence/sealing/sealed-stream.js';
import { openEvidence } from '#filing/case-evidence.js';
import { openerOf } from '#filing/case-texts.js';
import { openPayload } from '#filing/outbox-payload.js';
import { readEvidence } from '#persistence/evidence-store.js';
import { openKeyring } from '#vault/keyring.js';
import { until } from '../../../test/support/until.js';
import { anonymousComplaint, type Filed } from '../../../test/journeys/complainant.js';
import { intakeStage, type IntakeStage } from '../intake.stage.js';
import { EvidenceRemoval } from './evidence-removal.js';

const NOW = '2026-11-24T13:00:00.000Z';
const MB = 1_024 * 1_024;

describe('files by receipt code', () => {
  let stage: IntakeStage;
  const room = evidenceRoom({ limits: { file: MB, whole: 3 * MB, files: 3 } });
  beforeAll(async () => {
    stage = await intakeStage(NOW, undefined, room);
  });
  afterAll(() => stage.close());

  const filed = async (): Promise<Filed> => {
    const answer = await fetch(`${stage.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(anonymousComplaint),
    });
    return (await answer.json()) as Filed;
  };
  const formOf = (
    files: [name: string, content: Buffer | string][],
    fields: Record<string, string> = {},
  ): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    for (const [name, content] of files) form.append('files', new Blob([Buffer.from(content)]), name);
    return form;
  };
  const send = async (
    { reference, receiptCode }: Pick<Filed, 'reference' | 'receiptCode'>,
    form: FormData,
    key: string = randomUUID(),
  ): Promise<{
    status: number;
    body: Record<string, never> & {
      attachments: { id: string }[];
      errors: { code: string; detail: string }[];
    };
  }> => {
    const answer = await fetch(`${stage.url}/api/v1/complaints/${reference}/attachments`, {
      method: 'POST',
      headers: { 'receipt-code': receiptCode, 'idempotency-key': key, 'accept-language': 'en' },
      body: form,
    });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  const commandsOf = async (reference: string) => {
    const rows: { message_id: string; payload: string }[] = await stage.databases.main.query(
      `SELECT message_id, payload FROM outbox WHERE kind = 'command' AND reference = $1 ORDER BY id`,
      [reference],
    );
    const codec = openKeyring(stage.databases.keysDir, ['codec']).secrets('codec');
    return rows.map((row) => openPayload(codec, row.message_id, row.payload));
  };
  const stored = (path = join(room.folder, 'kept')): string[] => {
    try {
      return readdirSync(path).flatMap((name) =>
        statSync(join(path, name)).isDirectory() ? stored(join(path, name)) : [name],
      );
    } catch {
      return [];
    }
  };
  const rowsOf = (reference: string) => readEvidence(stage.databases.main.manager, { reference });

  it('are sealed for the case, cleaned, and ordered into it with the words, by the outbox', async () => {
    const one = await filed();
    const form = formOf(
      [
        ['../หลัก\u202Eฐาน.jpg', await taggedPhotograph()],
        ['บันทึก.txt', 'ข้อความ'],
      ],
      { text: 'ดูภาพ' },
    );
    const { status, body } = await send(one, form);
    expect([status, body.attachments]).toEqual([
      201,
      [
        expect.objectContaining({ name: 'หลักฐาน.jpg', kind: 'image', isCleaned: true, isQuarantined: false }),
        expect.objectContaining({ name: 'บันทึก.txt', kind: 'text' }),
      ],
    ]);
    expect(JSON.stringify(body)).not.toContain('hash');
    const [command] = await commandsOf(one.reference);
    expect(command).toMatchObject({
      command: { name: 'add-evidence', params: { message: {}, evidence: [{}, {}] } },
    });
    expect(JSON.stringify(command)).not.toContain('หลักฐาน');

    const keyring = openKeyring(stage.databases.keysDir, ['casework']);
    const opener = openerOf(keyring, 'casework');
    const [row] = await openEvidence(
      stage.databases.keys,
      one.reference,
      opener,
      await rowsOf(one.reference),
    );
    const sealedCopy = await room.storage.read(row!.id);
    const copy = await buffer(openedStream(sealedCopy, { key: row!.key!, place: placeOf(row!.id) }));
    expect((await sharp(copy).metadata()).exif).toBeUndefined();
    expect(row!.file!.name).toBe('หลักฐาน.jpg');
  });

  it('are shown to their sender at once', async () => {
    const one = await filed();
    await send(one, formOf([['สัญญา.pdf', namedPdf()]]));
    const answer = await fetch(`${stage.url}/api/v1/complaints/${one.reference}`, {
      headers: { 'receipt-code': one.receiptCode },
    });
    const { messages } = (await answer.json()) as { messages: unknown[] };
    expect(messages).toEqual([
      expect.objectContaining({
        about: 'EvidenceAdded',
        state: 'on-its-way',
        files: [expect.objectContaining({ name: 'สัญญา.pdf', isCleaned: false })],
      }),
    ]);
  });

  it('keep the untouched original for the custodian and the receipt code, and for nobody else', async () => {
    const one = await filed();
    const photograph = await taggedPhotograph();
    const { body } = await send(one, formOf([['a.jpg', photograph]], { keepOriginal: 'yes' }));
    const [{ id }] = body.attachments as [{ id: string }];
    const keys: { recipient: string; purpose: `original:${string}`; sealed: Buffer; keyId: string }[] =
      await stage.databases.keys.query(
        `SELECT recipient, purpose, sealed, key_id AS "keyId" FROM wrapped_key WHERE purpose = $1 ORDER BY recipient`,
        [`original:${id}`],
      );
    expect(keys.map(({ recipient }) => recipient)).toEqual(['custodian', 'receipt']);
    const key = await openKeyring(stage.databases.keysDir, ['custodian'])
      .holder('custodian')
      .openDataKey(keys[0]!);
    const sealed = await room.storage.read(originalOf(id));
    expect((await buffer(openedStream(sealed, { key, place: originalPlaceOf(id) }))).equals(photograph)).toBe(
      true,
    );
  });

  it('sent again with the same key are the same, and with others are refused', async () => {
    const one = await filed();
    const key = randomUUID();
    const first = await send(one, formOf([['a.txt', 'หนึ่ง']]), key);
    const before = stored().length;
    const again = await send(one, formOf([['a.txt', 'หนึ่ง']]), key);
    expect([again.status, again.body.attachments]).toEqual([201, first.body.attachments]);
    const other = await send(one, formOf([['a.txt', 'สอง']]), key);
    expect([other.status, (other.body as { code?: string }).code]).toEqual([422, 'idempotency-key-reused']);
    expect([stored().length, (await commandsOf(one.reference)).length]).toEqual([before, 1]);
  });

  it('are not taken by a wrong code, for an unknown reference alike, nor without files', async () => {
    const one = await filed();
    const wrong = await send({ ...one, receiptCode: '0000-0000-0000-0000-0000' }, formOf([['a.txt', 'ก']]));
    const unknown = await send({ ...one, reference: 'TRT-69-0000-0000' }, formOf([['a.txt', 'ก']]));
    expect([wrong.status, unknown.status]).toEqual([404, 404]);
    expect((await send(one, formOf([], { text: 'ไม่มีไฟล์' }))).body.errors[0]?.code).toBe('required');
  });

  it.each<[string, () => Promise<[string, Buffer | string][]>, string]>([
    ['an empty file', async () => [['a.txt', '']], 'file-empty'],
    [
      'a program by the name of a picture',
      async () => [['a.jpg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(99)])]],
      'file-wrong-type',
    ],
    [
      'a bomb',
      async () => [['a.docx', wordFile({ name: 'word/x', content: Buffer.alloc(60_000_000) })]],
      'file-zip-bomb',
    ],
    [
      'a file of two natures',
      async () => [['a.jpg', Buffer.concat([await taggedPhotograph(), wordFile()])]],
      'file-polyglot',
    ],
    ['a torn picture', async () => [['a.jpg', (await taggedPhotograph()).subarray(0, 400)]], 'file-broken'],
    ['too large a file', async () => [['a.txt', 'a'.repeat(MB + 1)]], 'file-too-big'],
    [
      'too many files',
      async () => [
        ['a.txt', 'a'],
        ['b.txt', 'b'],
        ['c.txt', 'c'],
        ['d.txt', 'd'],
      ],
      'file-too-many-files',
    ],
  ])('%s is refused in clear words, and nothing of it is kept', async (_, files, code) => {
    const one = await filed();
    const before = stored().length;
    const { status, body } = await send(one, formOf(await files()));
    expect([status, body.errors.map((error) => error.code)]).toEqual([422, [code]]);
    expect(body.errors[0]?.detail).toMatch(/“[a-d]\.(txt|jpg|docx)” /);
    expect([stored().length, await rowsOf(one.reference), await commandsOf(one.reference)]).toEqual([
      before,
      [],
      [],
    ]);
  });

  it('are refused once the case has as much as it may have', async () => {
    const one = await filed();
    const large = 'a'.repeat(MB - 10);
    await send(
      one,
      formOf([
        ['a.txt', large],
        ['b.txt', large],
        ['c.txt', large],
      ]),
    );
    expect((await send(one, formOf([['d.txt', 'a'.repeat(100)]]))).body.errors[0]?.code).toBe(
      'file-case-full',
    );
  });

  it('are refused beyond that also when they come all at once, and those refused leave room', async () => {
    const one = await filed();
    const half = 'a'.repeat(MB / 2);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => send(one, formOf([[`${index}.txt`, half]]))),
    );
    const refused = answers.filter(({ status }) => status >= 400);
    expect(new Set(refused.map(({ body }) => body.errors[0]?.code))).toEqual(new Set(['file-case-full']));
    expect(answers.length - refused.length).toBe(6);
    const [row]: { bytes: string }[] = await stage.databases.main.query(
      `SELECT sum(stored_bytes) AS bytes FROM evidence WHERE reference = $1`,
      [one.reference],
    );
    expect(Number(row!.bytes)).toBe(3 * MB);
  });

  it('leave nothing where the connection is cut in the middle', async () => {
    const one = await filed();
    const before = stored().length;
    const { hostname, port } = new URL(stage.url);
    const socket = connect(Number(port), hostname);
    const head = [
      `POST /api/v1/complaints/${one.reference}/attachments HTTP/1.1`,
      `host: ${hostname}`,
      `receipt-code: ${one.receiptCode}`,
      'content-type: multipart/form-data; boundary=xx',
      `content-length: ${MB}`,
    ];
    const part = (name: string): string =>
      `--xx\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: text/plain\r\n\r\n`;
    const inbound = `${part('whole.txt')}whole\r\n${part('cut.txt')}${'a'.repeat(200_000)}`;
    await new Promise<void>((resolve) =>
      socket.write(`${head.join('\r\n')}\r\n\r\n${inbound}`, () => resolve()),
    );
    const all = async (): Promise<number> => {
      const rows: { n: number }[] = await stage.databases.main.query(
        `SELECT count(*)::int AS n FROM evidence WHERE reference = $1`,
        [one.reference],
      );
      return rows[0]?.n ?? 0;
    };
    await until(async () => (await all()) === 1);
    socket.destroy();
    await until(async () => (await all()) === 0 && stored().length === before);
    expect(readdirSync(room.folder).filter((name) => name.endsWith('.arriving'))).toEqual([]);
    expect(await commandsOf(one.reference)).toEqual([]);
  });

  it('that were never sent go after a day, with their keys', async () => {
    const one = await filed();
    await send(one, formOf([['a.txt', 'ส่งแล้ว']]));
    const before = stored().length;
    const waiting = randomUUID();
    await stage.databases.main.query(
      `INSERT INTO evidence (id, reference, state, added_by, created_at) VALUES ($1, $2, 'waiting', 'complainant', $3)`,
      [waiting, one.reference, '2026-11-23T13:00:00.000Z'],
    );
    await stage.app.get(EvidenceRemoval).work();
    expect((await rowsOf(one.reference)).map(({ state }) => state)).toEqual(['given']);
    expect(stored().length).toBe(before);
  });
});
