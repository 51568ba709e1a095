import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { startStack, type Stack } from '../support/stack.js';
import { Complainant } from './complainant.js';

const MB = 1_024 * 1_024;
const SIDE = 4_300;

/** Resident memory of the process in bytes. */
const memoryOf = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)]).toString()) * 1_024;

/** A picture of noise, which no compression makes smaller: close to 50 MB. */
const largePicture = (): Promise<Buffer> =>
  sharp(randomBytes(SIDE * SIDE * 3), { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .jpeg({ quality: 99, chromaSubsampling: '4:4:4' })
    .toBuffer();

describe('a file as large as may be', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  }, 240_000);
  afterAll(() => stack?.stop());

  it('costs the public site’s process less than 150 MB', async () => {
    const picture = await largePicture();
    expect(picture.length).toBeGreaterThan(40 * MB);
    const filed = await new Complainant(stack.publicUrl).file();
    const send = async (content: Buffer, name: string): Promise<number> => {
      const form = new FormData();
      form.append('files', new Blob([new Uint8Array(content)]), name);
      const answer = await fetch(`${stack.publicUrl}/api/v1/complaints/${filed.reference}/attachments`, {
        method: 'POST',
        headers: { 'receipt-code': filed.receiptCode, 'idempotency-key': randomUUID() },
        body: form,
      });
      return answer.status;
    };
    const pid = stack.pid('intake');
    expect(await send(Buffer.from('อุ่นเครื่อง'), 'small.txt')).toBe(201);
    const before = memoryOf(pid);
    let most = before;
    const watching = setInterval(() => (most = Math.max(most, memoryOf(pid))), 25);
    const text = await send(Buffer.alloc(50 * MB, 'a'), 'large.txt').catch(String);
    const afterText = most;
    const shown = await send(picture, 'large.jpg').catch(String);
    clearInterval(watching);
    expect([text, shown]).toEqual([201, 201]);
    process.stdout.write(
      `intake: ${Math.round(before / MB)} MB at rest, +${Math.round((afterText - before) / MB)} MB with 50 MB of text, +${Math.round((most - before) / MB)} MB with a picture of ${Math.round(picture.length / MB)} MB\n`,
    );
    expect(most - before).toBeLessThan(150 * MB);
  }, 180_000);
});
