import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CHUNK_BYTES, openChunk, SEALED_CHUNK_BYTES } from './sealing/sealed-chunks.js';
import { sealing } from './sealing/sealed-stream.js';

/**
 * A file that has arrived and waits to be checked: on disk under a key that is in memory only, in a file that has no
 * name any more, so that nothing of it is left whatever becomes of the process.
 */
export class Spool {
  private constructor(
    private readonly file: FileHandle,
    private readonly key: Buffer,
    readonly size: number,
    /** SHA-256 (hex) of what arrived. */
    readonly digest: string,
  ) {}

  /** Takes the stream in. Rejects when the stream does; nothing is left then. */
  static async of(source: Readable, folder: string): Promise<Spool> {
    const path = join(folder, `prongsai-${randomUUID()}.arriving`);
    const file = await open(path, 'wx+', 0o600);
    const key = randomBytes(32);
    const hash = createHash('sha256');
    let size = 0;
    try {
      await unlink(path);
      const counted = async function* (data: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
        for await (const piece of data) {
          hash.update(piece);
          size += piece.length;
          yield piece;
        }
      };
      const sink = new Writable({
        write: (piece: Buffer, _, done) => void file.write(piece).then(() => done(), done),
      });
      await pipeline(source, counted, sealing({ key, place: 'spool' }), sink);
      return new Spool(file, key, size, hash.digest('hex'));
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The bytes from `start` up to `end`, of which the file's end may cut some off. */
  async bytes(start: number, end: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.pieces(start, end)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  stream(start = 0, end = this.size): Readable {
    return Readable.from(this.pieces(start, end), { objectMode: false });
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async *pieces(start: number, end: number): AsyncGenerator<Buffer> {
    const until = Math.min(end, this.size);
    // A file of whole chunks ends with a full one.
    const last = Math.max(0, Math.ceil(this.size / CHUNK_BYTES) - 1);
    for (let at = Math.max(0, start); at < until;) {
      const index = Math.floor(at / CHUNK_BYTES);
      const sealed = Buffer.alloc(SEALED_CHUNK_BYTES);
      const { bytesRead } = await this.file.read(sealed, 0, sealed.length, index * SEALED_CHUNK_BYTES);
      const seal = { key: this.key, place: 'spool' };
      const plain = openChunk(seal, index, index === last, sealed.subarray(0, bytesRead));
      const from = at - index * CHUNK_BYTES;
      const to = Math.min(plain.length, until - index * CHUNK_BYTES);
      yield plain.subarray(from, to);
      at = index * CHUNK_BYTES + to;
    }
  }
}
