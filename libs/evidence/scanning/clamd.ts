import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** Where the daemon of ClamAV listens. */
export type ClamdAddress = { host: string; port: number } | { path: string };
/** `unscanned`: the daemon is away, or would not look at so large a file. */
export type ScanResult = 'clean' | 'infected' | 'unscanned';
export type Scan = (content: Readable) => Promise<ScanResult>;

const WAIT_MS = 120_000;

const lengthOf = (piece: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(piece.length);
  return length;
};

const written = (socket: Socket, data: Buffer): Promise<void> =>
  new Promise((resolve, reject) => socket.write(data, (error) => (error ? reject(error) : resolve())));

/** Sends the content to the daemon by INSTREAM, a piece at a time, and reads its verdict. Never rejects. */
export const clamdScan =
  (address: ClamdAddress): Scan =>
  async (content) => {
    const socket = connect(address);
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error('The scanner does not answer.')));
    const answer: Buffer[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      socket.on('data', (piece: Buffer) => answer.push(piece));
      socket.once('end', resolve);
      socket.once('error', reject);
    });
    ended.catch(() => undefined);
    try {
      await written(socket, Buffer.from('zINSTREAM\0'));
      for await (const piece of content as AsyncIterable<Buffer>) {
        // It answers before the end where the file is larger than it takes.
        if (answer.length > 0) break;
        await written(socket, lengthOf(piece));
        await written(socket, piece);
      }
      await written(socket, Buffer.alloc(4)).catch(() => undefined);
      await ended;
    } catch {
      // What it said before the connection broke still counts.
    } finally {
      socket.destroy();
      content.destroy();
    }
    const verdict = Buffer.concat(answer).toString('utf8').replaceAll('\0', '').trim();
    if (verdict.endsWith('FOUND')) return 'infected';
    return verdict === 'stream: OK' ? 'clean' : 'unscanned';
  };
