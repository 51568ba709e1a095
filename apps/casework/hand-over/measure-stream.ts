import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/** Lets bytes through and, behind the last of them, waits for `done` to be told of the whole: only then does it end. */
export function measureStream(done: (whole: { sha256: string; bytes: number }) => Promise<void>): Transform {
  const hash = createHash('sha256');
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      bytes += chunk.length;
      next(null, chunk);
    },
    flush(next) {
      done({ sha256: hash.digest('hex'), bytes }).then(() => next(), next);
    },
  });
}
