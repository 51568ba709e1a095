import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newFolder, spoolOf } from './evidence.builder.js';
import { CHUNK_BYTES } from './sealing/sealed-chunks.js';
import { Spool } from './spool.js';

describe('a spool', () => {
  it('gives back any part of what arrived, and leaves no file that has a name', async () => {
    const folder = newFolder();
    const content = Buffer.from(Uint8Array.from({ length: 3 * CHUNK_BYTES }, (_, at) => at % 253));
    const spool = await spoolOf(content, folder);
    expect(readdirSync(folder)).toEqual([]);
    expect(spool.size).toBe(content.length);
    for (const [from, to] of [
      [0, 10],
      [CHUNK_BYTES - 5, CHUNK_BYTES + 5],
      [content.length - 3, content.length],
      [0, content.length],
      [5, 5],
    ] as const)
      expect((await spool.bytes(from, to)).equals(content.subarray(from, to))).toBe(true);
    expect((await buffer(spool.stream())).equals(content)).toBe(true);
    await spool.close();
  });

  it('leaves nothing of what was cut off', async () => {
    const folder = newFolder();
    const cut = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100_000);
      throw new Error('The connection was cut.');
    };
    await expect(Spool.of(Readable.from(cut()), folder)).rejects.toThrow('cut');
    expect(readdirSync(folder)).toEqual([]);
  });
});
