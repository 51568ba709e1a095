import { createHash } from 'node:crypto';
import { Transform } from 'node:stream';

/**
 * Lets bytes through one chunk late: the last chunk is held back until `done`, told of the whole, is through, and never
 * comes where that fails.
 */
export function measureStream(done: (whole: { sha256: string; bytes: number }) => Promise<void>): Transform {
  const hash = createHash('sha256');
  let bytes = 0;
  let held: Buffer | undefined;
  return new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      bytes += chunk.length;
      const before = held;
      held = chunk;
      next(null, before);
    },
    flush(next) {
      done({ sha256: hash.digest('hex'), bytes }).then(() => next(null, held), next);
    },
  });
}
