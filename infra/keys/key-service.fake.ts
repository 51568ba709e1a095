import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyHolderPort } from '#vault/key-holder.js';
import type { SealedDataKey } from '#vault/sealing.js';

/** A key service on the loopback that opens what the holder opens, and is away the first time that it is asked for such a key. */
export async function keyServiceForTests(
  holder: KeyHolderPort,
  isAwayFor: (wrapped: SealedDataKey) => boolean,
): Promise<{ url: string; close: () => void }> {
  let wasAway = false;
  const answerTo = async (body: string): Promise<{ status: number; text?: string }> => {
    const asked = JSON.parse(body) as Omit<SealedDataKey, 'sealed'> & { sealed: string };
    const wrapped = { ...asked, sealed: Buffer.from(asked.sealed, 'base64') };
    if (!wasAway && isAwayFor(wrapped)) {
      wasAway = true;
      return { status: 503 };
    }
    const dataKey = await holder.openDataKey(wrapped).catch(() => null);
    if (dataKey === null) return { status: 422 };
    return { status: 200, text: JSON.stringify({ dataKey: dataKey.toString('base64') }) };
  };
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { status, text } = await answerTo(body);
      response.writeHead(status).end(text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
