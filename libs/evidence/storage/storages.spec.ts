import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { S3ForTests } from '../../../test/support/s3-server.js';
import { newFolder } from '../evidence.builder.js';
import { EvidenceLost, type EvidenceStorage } from './evidence-storage.js';
import { FolderStorage } from './folder-storage.js';
import { S3Storage } from './s3-storage.js';

let s3: S3ForTests;
const folder = newFolder();
const storages: Record<string, () => EvidenceStorage> = {
  'a folder': () => new FolderStorage(folder),
  'a bucket': () =>
    new S3Storage({
      endpoint: s3.endpoint,
      region: 'th',
      bucket: 'evidence',
      accessKeyId: 'reader',
      secretAccessKey: 'secret',
    }),
};
beforeAll(async () => {
  s3 = await S3ForTests.start();
});
afterAll(() => s3?.stop());

const filesIn = (path: string): string[] =>
  readdirSync(path).flatMap((name) =>
    statSync(join(path, name)).isDirectory() ? filesIn(join(path, name)) : [name],
  );
const cutOff = async function* (): AsyncGenerator<Buffer> {
  for (let piece = 0; piece < 120; piece++) yield Buffer.alloc(65_536);
  throw new Error('cut');
};

describe.each(Object.keys(storages))('%s', (name) => {
  it.each([0, 1, 70_000, 12_000_000])('keeps %i bytes until they are removed', async (size) => {
    const storage = storages[name]!();
    const id = randomUUID();
    const content = Buffer.alloc(size, 'x');
    await storage.write(id, Readable.from(size === 0 ? [] : [content.subarray(0, 10), content.subarray(10)]));
    expect((await buffer(await storage.read(id))).equals(content)).toBe(true);
    await storage.remove(id);
    await expect(storage.read(id)).rejects.toBeInstanceOf(EvidenceLost);
    await storage.remove(id);
  });

  it('has nothing of what was cut off on its way', async () => {
    const storage = storages[name]!();
    const id = randomUUID();
    await expect(storage.write(id, Readable.from(cutOff()))).rejects.toThrow('cut');
    await expect(storage.read(id)).rejects.toBeInstanceOf(EvidenceLost);
    expect([filesIn(folder), s3.objects.size, s3.uploads.size]).toEqual([[], 0, 0]);
  });
});

describe('a folder', () => {
  it('takes no name that leads out of it', async () => {
    await expect(new FolderStorage(folder).read('../../etc/passwd')).rejects.toThrow('UUID');
  });
});
