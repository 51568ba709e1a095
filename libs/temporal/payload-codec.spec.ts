import { describe, expect, it } from '@jest/globals';
import { payloadCodec } from './payload-codec.js';

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"planted word"') };

describe('the payload codec', () => {
  it('hides words and opens them again', async () => {
    const codec = payloadCodec(() => [first]);
    const [sealed] = await codec.encode([payload]);
    expect(Buffer.from(sealed!.data!).includes('planted')).toBe(false);
    const [opened] = await codec.decode([sealed!]);
    expect(Buffer.from(opened!.data!).toString()).toBe('"planted word"');
  });

  it('opens what an earlier key sealed', async () => {
    const sealed = await payloadCodec(() => [first]).encode([payload]);
    const [opened] = await payloadCodec(() => [second, first]).decode(sealed);
    expect(Buffer.from(opened!.data!).toString()).toBe('"planted word"');
  });

  it('opens nothing of a foreign key and nothing that was altered', async () => {
    const codec = payloadCodec(() => [first]);
    const [sealed] = await codec.encode([payload]);
    await expect(payloadCodec(() => [second]).decode([sealed!])).rejects.toThrow('codec key');
    const altered = Buffer.from(sealed!.data!);
    altered.writeUInt8(altered.readUInt8(altered.length - 1) ^ 1, altered.length - 1);
    await expect(codec.decode([{ ...sealed, data: altered }])).rejects.toThrow();
  });
});
