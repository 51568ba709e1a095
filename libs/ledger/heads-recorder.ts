import { createPublicKey, sign, type KeyObject } from 'node:crypto';
import { mkdir, open, stat, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Instant } from '#domain/time/instant.js';
import { digestOf, headsFile, noHeads, readOn, signedPart, signingKeyId, type SignedHeads } from './heads.js';
import type { Head } from './ledger.js';

/** What the database's heads say that the signed ones rule out. */
export interface Retreat {
  stream: string;
  what: 'stream-removed' | 'tail-cut' | 'history-rewritten';
}

/** Appends signed heads minute by minute. Others may do so too, but only one at a time. */
export class HeadsRecorder {
  private readonly file: string;
  /** Only ever what was read in the file: what was written may have got there in part, or not at all. */
  private readonly read = noHeads();

  /** `keys`: of ledger-signing, as they are when they are asked for. */
  constructor(
    dataDir: string,
    private readonly keys: {
      signer(name: 'ledger-signing'): KeyObject;
      verifiers(name: 'ledger-signing'): readonly KeyObject[];
    },
  ) {
    this.file = headsFile(dataDir);
  }

  /**
   * Signs and appends the heads that moved on since the last time; every minute, so also when none did. A head that
   * went back is never signed: what was signed before stays the witness, and the retreats are returned. `firstHashes`:
   * of the first entries of streams, which go into the first line that has the stream.
   */
  async record(
    heads: ReadonlyMap<string, Head>,
    at: Instant,
    firstHashes: (streams: readonly string[]) => Promise<Record<string, string>> = () => Promise.resolve({}),
  ): Promise<Retreat[]> {
    await this.catchUp();
    const { latest, previous, endedKeyIds, begun: known } = this.read;
    const signer = this.keys.signer('ledger-signing');
    const keyId = signingKeyId(createPublicKey(signer));
    // Another worker has the next key already; this one will find it within a second.
    if (endedKeyIds.has(keyId)) return [];
    const retreats: Retreat[] = [];
    const changed: Record<string, Head> = {};
    for (const [stream, last] of latest) {
      const now = heads.get(stream);
      if (now === undefined) retreats.push({ stream, what: 'stream-removed' });
      else if (now.seq < last.seq) retreats.push({ stream, what: 'tail-cut' });
      else if (now.seq === last.seq && now.hash !== last.hash)
        retreats.push({ stream, what: 'history-rewritten' });
      else if (now.seq > last.seq) changed[stream] = now;
    }
    for (const [stream, head] of heads) if (!latest.has(stream)) changed[stream] = head;

    const next = new Map([...latest, ...Object.entries(changed)]);
    const begun = await firstHashes([...heads.keys()].filter((stream) => !known.has(stream)));
    const line = { at, streams: next.size, digest: digestOf(next), changed, begun, previous, keyId };
    const signature = sign(null, signedPart(line), signer).toString('base64');
    await appendDurably(this.file, `${JSON.stringify({ ...line, signature } satisfies SignedHeads)}\n`);
    return retreats;
  }

  /** Reads what was written since, by whomever, and takes away the half of a line behind it. */
  private async catchUp(): Promise<void> {
    const { file, read } = this;
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const size = await sizeOf(file);
    // Lines were taken out: what is known of them is kept, so that the next line gives the gap away.
    if (size < read.bytes) read.bytes = size;
    if (size === read.bytes) return;
    await readOn(file, this.keys.verifiers('ledger-signing'), read);
    // What is signed next follows from the last of each stream alone.
    read.signed.clear();
    if (size > read.bytes) await truncate(file, read.bytes);
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

async function appendDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
