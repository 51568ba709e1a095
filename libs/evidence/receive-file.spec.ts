import { afterEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { FileRefused } from './checking/file-fault.js';
import { wordFile } from './checking/zip.builder.js';
import { findMat2 } from './cleaning/mat2.js';
import { evidenceRoom, namedPdf, spoolOf, taggedPhotograph } from './evidence.builder.js';
import type { EvidenceRoom } from './evidence-room.js';
import {
  originalOf,
  originalPlaceOf,
  placeOf,
  receiveFile,
  type StoredFile,
  type Wanted,
} from './receive-file.js';
import { openedStream } from './sealing/sealed-stream.js';
import type { Spool } from './spool.js';
import { EvidenceLost } from './storage/evidence-storage.js';

const hasMat2 = await findMat2();
const withMat2 = hasMat2 ? it : it.skip;
if (!hasMat2) process.stdout.write('skipped: mat2 is not installed (Debian: apt-get install mat2)\n');

let spool: Spool | null = null;
afterEach(() => spool?.close());

async function received(
  content: Buffer | string,
  room: EvidenceRoom,
  wanted: Partial<Wanted> = {},
): Promise<StoredFile> {
  spool = await spoolOf(content, room.folder);
  return receiveFile(spool, { id: randomUUID(), name: 'ภาพ.jpg', keepsOriginal: false, ...wanted }, room);
}

const copyOf = async ({ storage }: EvidenceRoom, { id, key }: StoredFile): Promise<Buffer> =>
  buffer(openedStream(await storage.read(id), { key, place: placeOf(id) }));

describe('a photograph', () => {
  it('is kept without place, device and name, and can be seen', async () => {
    const room = evidenceRoom();
    const file = await received(await taggedPhotograph(), room);
    const copy = await copyOf(room, file);
    const { exif, width, format } = await sharp(copy).metadata();
    expect([exif, width, format]).toEqual([undefined, 320, 'jpeg']);
    expect(copy.includes('SecretPhone')).toBe(false);
    expect(file).toMatchObject({
      kind: 'image',
      isCleaned: true,
      isScanned: false,
      hasOriginal: false,
      name: 'ภาพ.jpg',
    });
  });

  it('stands upright as the camera held it', async () => {
    const room = evidenceRoom();
    const turned = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#fff' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { width, height } = await sharp(await copyOf(room, await received(turned, room))).metadata();
    expect([width, height]).toEqual([20, 40]);
  });

  it('stays as it came in a second sealed file where that is wanted, under another key', async () => {
    const room = evidenceRoom();
    const photograph = await taggedPhotograph();
    const file = await received(photograph, room, { keepsOriginal: true });
    const { key } = file.original!;
    const stored = await room.storage.read(originalOf(file.id));
    const untouched = await buffer(openedStream(stored, { key, place: originalPlaceOf(file.id) }));
    expect(untouched.equals(photograph)).toBe(true);
    expect([file.hasOriginal, key.equals(file.key)]).toEqual([true, false]);
  });

  it('that is none is refused, and nothing of it is stored', async () => {
    const room = evidenceRoom();
    const id = randomUUID();
    const torn = (await taggedPhotograph()).subarray(0, 400);
    await expect(received(torn, room, { id })).rejects.toEqual(new FileRefused('broken'));
    await expect(room.storage.read(id)).rejects.toBeInstanceOf(EvidenceLost);
  });
});

describe('a document', () => {
  it('is kept as it is where nobody can clean it, which is said', async () => {
    const room = evidenceRoom();
    const file = await received(namedPdf(), room, { name: 'ใบเสนอราคา.pdf', keepsOriginal: true });
    expect([file.isCleaned, file.hasOriginal]).toEqual([false, false]);
    expect((await copyOf(room, file)).equals(namedPdf())).toBe(true);
  });

  it('is refused where it is to be taken only if it can be cleaned', async () => {
    await expect(received(namedPdf(), evidenceRoom(), { onlyCleaned: true })).rejects.toEqual(
      new FileRefused('not-cleaned'),
    );
  });

  withMat2('loses the name of its author where mat2 is installed', async () => {
    const room = evidenceRoom({ hasMat2: true });
    const file = await received(namedPdf(), room);
    const copy = await copyOf(room, file);
    expect([file.isCleaned, copy.subarray(0, 5).toString()]).toEqual([true, '%PDF-']);
    expect([copy.includes('Somchai'), copy.includes('SecretWriter')]).toEqual([false, false]);
  });

  withMat2('of an office program loses the name of its author where mat2 is installed', async () => {
    const room = evidenceRoom({ hasMat2: true });
    const core =
      '<cp:coreProperties xmlns:cp="x"><dc:creator xmlns:dc="y">Somchai</dc:creator></cp:coreProperties>';
    const file = await received(wordFile({ name: 'docProps/core.xml', content: core }), room);
    if (file.isCleaned) expect((await copyOf(room, file)).includes('Somchai')).toBe(false);
    expect(file.kind).toBe('document');
  });
});

describe('a text', () => {
  it('has nothing to be removed', async () => {
    const room = evidenceRoom();
    const file = await received('บันทึกเหตุการณ์', room, { keepsOriginal: true });
    expect([file.isCleaned, file.hasOriginal, (await copyOf(room, file)).toString()]).toEqual([
      true,
      false,
      'บันทึกเหตุการณ์',
    ]);
  });
});

describe('a harmful file', () => {
  it('is kept as it came and marked', async () => {
    const room = evidenceRoom({ scan: async (content) => (await buffer(content), 'infected') });
    const photograph = await taggedPhotograph();
    const file = await received(photograph, room);
    expect(file).toMatchObject({ isQuarantined: true, isScanned: true, isCleaned: false });
    expect((await copyOf(room, file)).equals(photograph)).toBe(true);
  });

  it('is kept unscanned where the scanner is away', async () => {
    const file = await received('ข้อความ', evidenceRoom({ scan: async () => 'unscanned' }));
    expect(file).toMatchObject({ isQuarantined: false, isScanned: false });
  });
});
