import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '#domain/time/instant.js';
import { canonicalJson } from './canonical-json.js';
import type { Head } from './ledger.js';

/** One line of the heads file: what the ledger was at that minute. */
export interface SignedHeads {
  at: Instant;
  /** How many streams there were. */
  streams: number;
  /** SHA-256 (hex) over the heads of all streams. */
  digest: string;
  /** The heads that are new since the line before. */
  changed: Record<string, Head>;
  /** SHA-256 (hex) of the line before; 64 zeros for the first. */
  previous: string;
  /** Ed25519 over all of the above, base64. */
  signature: string;
}

export interface HeadsFile {
  /** Every head that was ever signed, by stream and seq. */
  signed: Map<string, Map<number, string>>;
  /** The last signed head of each stream. */
  latest: Map<string, Head>;
  /** Hash of the last line. */
  previous: string;
  /** Bytes of all whole lines; what follows them was cut off by a crash. */
  bytes: number;
  /** Lines (1 for the first) whose signature, order or totals are wrong. */
  faults: { line: number; what: 'signature-wrong' | 'line-missing' | 'totals-wrong' }[];
}

const FIRST = '0'.repeat(64);

/** Outside the database, so that whoever can rewrite it cannot rewrite this too. To be copied to another machine. */
export const headsFile = (dataDir: string): string => join(dataDir, 'heads', 'heads.jsonl');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 (hex) over the heads of all streams, in the order of their names. */
export function digestOf(heads: ReadonlyMap<string, Head>): string {
  const hash = createHash('sha256');
  for (const stream of [...heads.keys()].sort()) {
    const head = heads.get(stream);
    hash.update(`${stream} ${head?.seq} ${head?.hash}\n`);
  }
  return hash.digest('hex');
}

const signedPart = (line: SignedHeads): Buffer =>
  Buffer.from(canonicalJson({ ...line, signature: undefined }));

/** The whole lines of the file. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Reads the file line by line and checks each; a file that is not there yet is empty. */
export async function readHeadsFile(file: string, publicKey: KeyObject): Promise<HeadsFile> {
  const read: HeadsFile = { signed: new Map(), latest: new Map(), previous: FIRST, bytes: 0, faults: [] };
  if (!existsSync(file)) return read;
  let number = 0;
  let digest = digestOf(read.latest);
  for await (const text of linesOf(file)) {
    number += 1;
    read.bytes += Buffer.byteLength(text) + 1;
    const line = parsed(text);
    if (line === null || !verify(null, signedPart(line), publicKey, Buffer.from(line.signature, 'base64'))) {
      read.faults.push({ line: number, what: 'signature-wrong' });
      continue;
    }
    if (line.previous !== read.previous) read.faults.push({ line: number, what: 'line-missing' });
    for (const [stream, head] of Object.entries(line.changed)) {
      read.latest.set(stream, head);
      const known = read.signed.get(stream) ?? new Map<number, string>();
      read.signed.set(stream, known.set(head.seq, head.hash));
    }
    read.previous = sha256(text);
    digest = line.digest;
    if (line.streams !== read.latest.size) read.faults.push({ line: number, what: 'totals-wrong' });
  }
  // Taken of the last line alone: over all streams for each line would be too much.
  if (digest !== digestOf(read.latest)) read.faults.push({ line: number, what: 'totals-wrong' });
  return read;
}

function parsed(text: string): SignedHeads | null {
  try {
    const line = JSON.parse(text) as Partial<SignedHeads>;
    return typeof line.signature === 'string' && typeof line.changed === 'object'
      ? (line as SignedHeads)
      : null;
  } catch {
    return null;
  }
}

/** What the database's heads say that the signed ones rule out. */
export interface Retreat {
  stream: string;
  what: 'stream-removed' | 'tail-cut' | 'history-rewritten';
}

/** Appends signed heads minute by minute. One per deployment (in the worker); made by `openHeadsRecorder`. */
export class HeadsRecorder {
  constructor(
    private readonly file: string,
    private readonly key: KeyObject,
    private readonly read: HeadsFile,
  ) {}

  /**
   * Signs and appends the heads that moved on since the last time; every minute, so also when none did. A head that
   * went back is never signed: what was signed before stays the witness, and the retreats are returned.
   */
  async record(heads: ReadonlyMap<string, Head>, at: Instant): Promise<Retreat[]> {
    const { latest } = this.read;
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
    const open = { at, streams: next.size, digest: digestOf(next), changed, previous: this.read.previous };
    const signature = sign(null, Buffer.from(canonicalJson(open)), this.key).toString('base64');
    const line = JSON.stringify({ ...open, signature } satisfies SignedHeads);
    await appendDurably(this.file, `${line}\n`);
    this.read.latest = next;
    this.read.previous = sha256(line);
    return retreats;
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

/** Goes on where the file ends. `keys`: the ledger-signing pair. */
export async function openHeadsRecorder(
  dataDir: string,
  keys: { signer: KeyObject; verifier: KeyObject },
): Promise<HeadsRecorder> {
  await mkdir(join(dataDir, 'heads'), { recursive: true, mode: 0o700 });
  const file = headsFile(dataDir);
  const read = await readHeadsFile(file, keys.verifier);
  if (existsSync(file)) await truncate(file, read.bytes);
  return new HeadsRecorder(file, keys.signer, read);
}
