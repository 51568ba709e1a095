import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { CHUNK_BYTES, SEALED_CHUNK_BYTES } from './sealed-chunks.js';
import { openedStream, sealing } from './sealed-stream.js';

const seal = { key: Buffer.alloc(32, 1), place: 'evidence|one' };
const plain = (size: number): Buffer =>
  Buffer.from(Uint8Array.from({ length: size }, (_, at) => (at * 7) % 251));
const seals = (content: Buffer, given = seal): Promise<Buffer> =>
  buffer(Readable.from([content.subarray(0, 10), content.subarray(10)]).pipe(sealing(given)));
const opens = (sealed: Buffer, given = seal): Promise<Buffer> =>
  buffer(openedStream(Readable.from([sealed]), given));

describe('a sealed stream', () => {
  it.each([0, 1, 16, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])(
    'gives %i bytes back as they were',
    async (size) => {
      expect((await opens(await seals(plain(size)))).equals(plain(size))).toBe(true);
    },
  );

  it('shows nothing of what it holds', async () => {
    expect((await seals(Buffer.from('bribe'.repeat(100)))).includes('bribe')).toBe(false);
  });

  it('opens nowhere but in its place, with its key', async () => {
    const sealed = await seals(plain(100));
    await expect(opens(sealed, { ...seal, place: 'evidence|two' })).rejects.toThrow();
    await expect(opens(sealed, { ...seal, key: Buffer.alloc(32, 2) })).rejects.toThrow();
  });

  it('is found cut off at the end of a chunk, in the middle of one, and empty', async () => {
    const sealed = await seals(plain(2 * CHUNK_BYTES + 5));
    for (const size of [SEALED_CHUNK_BYTES, 2 * SEALED_CHUNK_BYTES, sealed.length - 1, 0])
      await expect(opens(sealed.subarray(0, size))).rejects.toThrow();
  });

  it('lets go of its source when nobody reads on, and fails with it', async () => {
    const source = new Readable({ read: () => {} });
    const opened = openedStream(source, seal);
    opened.destroy();
    await expect(finished(source)).rejects.toThrow('Premature close');
    expect(source.destroyed).toBe(true);
    const torn = Readable.from(
      (async function* () {
        yield Buffer.alloc(10);
        throw new Error('cut');
      })(),
    );
    await expect(buffer(openedStream(torn, seal))).rejects.toThrow('cut');
  });

  it('is found with chunks changed, swapped, left out or added', async () => {
    const sealed = await seals(plain(3 * CHUNK_BYTES));
    const chunk = (at: number): Buffer =>
      sealed.subarray(at * SEALED_CHUNK_BYTES, (at + 1) * SEALED_CHUNK_BYTES);
    const changed = Buffer.from(sealed);
    changed[70_000]! ^= 1;
    const forged = [
      changed,
      Buffer.concat([chunk(1), chunk(0), chunk(2)]),
      Buffer.concat([chunk(0), chunk(2)]),
      Buffer.concat([sealed, chunk(2)]),
    ];
    for (const one of forged) await expect(opens(one)).rejects.toThrow();
  });
});
