import { pipeline, type Readable, Transform } from 'node:stream';
import { CHUNK_BYTES, type FileSeal, openChunk, sealChunk, SEALED_CHUNK_BYTES } from './sealed-chunks.js';

/** Cuts a stream into pieces of one size and turns each; what is held back last may be shorter, also empty. */
function inPieces(size: number, turn: (piece: Buffer, index: number, isLast: boolean) => Buffer): Transform {
  let held: Buffer[] = [];
  let length = 0;
  let index = 0;
  return new Transform({
    transform(data: Buffer, _, done) {
      try {
        held.push(data);
        length += data.length;
        // The last piece is marked as such: one is kept until it is known whether another follows.
        if (length > size) {
          let whole = Buffer.concat(held, length);
          for (; whole.length > size; whole = whole.subarray(size))
            this.push(turn(whole.subarray(0, size), index++, false));
          held = [Buffer.from(whole)];
          length = whole.length;
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        done(null, turn(Buffer.concat(held, length), index, true));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

/** Seals what flows through, 64 KiB in memory at a time. */
export const sealing = (seal: FileSeal): Transform =>
  inPieces(CHUNK_BYTES, (piece, index, isLast) => sealChunk(seal, index, isLast, piece));

/** Opens what flows through. Fails at the first chunk that is not as it was sealed, and where the end is missing. */
export const opening = (seal: FileSeal): Transform =>
  inPieces(SEALED_CHUNK_BYTES, (piece, index, isLast) => openChunk(seal, index, isLast, piece));

/** What a sealed stream holds; it fails as `opening` does, and with the source, which is let go of with it. */
export const openedStream = (source: Readable, seal: FileSeal): Readable =>
  // Whoever reads meets the error; the callback has nobody else to tell.
  pipeline(source, opening(seal), () => {});
