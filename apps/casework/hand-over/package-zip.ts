import { makeZip } from 'client-zip';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Instant } from '#domain/time/instant.js';

/** A file of a package, read when its turn comes. */
export interface Content {
  /** Its path in the package. */
  path: string;
  open: () => Promise<AsyncIterable<Uint8Array>> | Iterable<Uint8Array>;
}

/** What a file turned out to be: SHA-256 (hex) and bytes. */
export interface Measured {
  path: string;
  sha256: string;
  bytes: number;
}

/** The files of a package on their way out. */
export interface Zipped {
  stream: ReadableStream<Uint8Array>;
  /** To be called when nobody reads on: lets go of the file that is open. */
  release: () => void;
}

/**
 * The files as a ZIP that is made while it is read, one chunk of one file in memory at a time. `letter` comes last,
 * when all others have been measured. Fails with the first file that cannot be read to its end.
 */
export function zipped(
  contents: readonly Content[],
  letter: { path: string; write: (measured: readonly Measured[]) => Promise<string> },
  at: Instant,
): Zipped {
  const lastModified = new Date(at);
  const measured: Measured[] = [];
  let isReleased = false;
  let source: Readable | null = null;
  const release = (): void => {
    isReleased = true;
    source?.destroy();
  };
  async function* files() {
    for (const { path, open } of contents) {
      const opened = await open();
      source = opened instanceof Readable ? opened : null;
      if (isReleased) release();
      yield { name: path, lastModified, input: measuring(path, opened, measured) };
    }
    yield { name: letter.path, lastModified, input: await letter.write(measured) };
  }
  return { stream: makeZip(files()), release };
}

async function* measuring(
  path: string,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  measured: Measured[],
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  measured.push({ path, sha256: hash.digest('hex'), bytes });
}
