import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { measureStream } from './measure-stream.js';

const CHUNKS = ['first ', 'second ', 'last'].map((text) => Buffer.from(text));
const WHOLE = Buffer.concat(CHUNKS);

/** Where the bytes come out, as text. */
function outlet(): { into: Writable; out: () => string } {
  const seen: Buffer[] = [];
  const into = new Writable({
    write(chunk: Buffer, _, next) {
      seen.push(chunk);
      next();
    },
  });
  return { into, out: () => Buffer.concat(seen).toString() };
}

describe('measuring a stream', () => {
  it('lets the last bytes go only when whoever is told of the whole is through', async () => {
    const { into, out } = outlet();
    const told: unknown[] = [];
    const recording = measureStream(async (whole) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      told.push(whole, out());
    });
    await pipeline(Readable.from(CHUNKS), recording, into);
    const sha256 = createHash('sha256').update(WHOLE).digest('hex');
    expect(told).toEqual([{ sha256, bytes: WHOLE.length }, 'first second ']);
    expect(out()).toBe(WHOLE.toString());
  });

  it('never lets them go where the whole cannot be recorded', async () => {
    const { into, out } = outlet();
    const recording = measureStream(async () => {
      throw new Error('The ledger is away.');
    });
    await expect(pipeline(Readable.from(CHUNKS), recording, into)).rejects.toThrow('The ledger is away.');
    expect('first second ').toContain(out());
  });

  it('ends where there is nothing to measure', async () => {
    const { into, out } = outlet();
    const told: number[] = [];
    await pipeline(
      Readable.from([]),
      measureStream(async ({ bytes }) => void told.push(bytes)),
      into,
    );
    expect([told, out()]).toEqual([[0], '']);
  });
});
