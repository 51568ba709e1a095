import type { Readable } from 'node:stream';
import { type Entry, fromRandomAccessReader, RandomAccessReader, type ZipFile } from 'yauzl';
import type { Spool } from '../spool.js';
import { FileRefused } from './file-fault.js';

const MOST_ENTRIES = 5_000;
const MOST_BYTES = 1_024 * 1_024 * 1_024;
/** The words of an office file shrink twentyfold; nothing but a trap shrinks five hundredfold. */
const MOST_SHRUNK = 500;
/** A file of the size of a letter may be emptier than that. */
const NEVER_TOO_LARGE = 10 * 1_024 * 1_024;

class SpoolReader extends RandomAccessReader {
  constructor(private readonly spool: Spool) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.spool.stream(start, end);
  }
}

const opened = (spool: Spool): Promise<ZipFile> =>
  new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySize: true, strictFileNames: true };
    fromRandomAccessReader(new SpoolReader(spool), spool.size, options, (error, zip) =>
      error === null ? resolve(zip) : reject(new FileRefused('broken')),
    );
  });

/** Every entry once, a header in memory at a time. */
async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = (work: () => void): void => {
        zip.removeAllListeners();
        work();
      };
      zip.once('entry', (one: Entry) => settle(() => resolve(one)));
      zip.once('end', () => settle(() => resolve(null)));
      zip.once('error', () => settle(() => reject(new FileRefused('broken'))));
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

/** How much the entry really holds, counted while it is unpacked and thrown away; stops above `most`. */
async function unpackedSize(zip: ZipFile, entry: Entry, most: number): Promise<number> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, content) =>
      error === null ? resolve(content) : reject(new FileRefused('broken')),
    );
  });
  let size = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) throw new FileRefused('zip-bomb');
    }
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused('broken');
  }
  return size;
}

/**
 * The names of a ZIP file's entries. Throws `FileRefused` where it is a trap for whoever unpacks it (`zip-bomb`), holds
 * what cannot be looked into, or is not whole (`broken`).
 */
export async function zipEntries(spool: Spool): Promise<string[]> {
  const zip = await opened(spool);
  const most = Math.min(MOST_BYTES, Math.max(spool.size * MOST_SHRUNK, NEVER_TOO_LARGE));
  if (zip.entryCount > MOST_ENTRIES) throw new FileRefused('zip-bomb');
  const names: string[] = [];
  let declared = 0;
  let packed = 0;
  let unpacked = 0;
  for await (const entry of entriesOf(zip)) {
    names.push(entry.fileName);
    declared += entry.uncompressedSize;
    packed += entry.compressedSize;
    // Entries that share their bytes are the trick of the bombs that unpack only once.
    if (declared > most || packed > spool.size) throw new FileRefused('zip-bomb');
    if (entry.isEncrypted()) throw new FileRefused('broken');
    unpacked += await unpackedSize(zip, entry, most - unpacked);
  }
  return names;
}
