import { createHash, verify, type KeyObject } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
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
  /** Hash of the first entry of each stream that no line had before: what a receipt is checked against. */
  begun?: Record<string, string>;
  /** SHA-256 (hex) of the line before; 64 zeros for the first. */
  previous: string;
  /** The name of the key that signed; lines of before keys had names carry none. */
  keyId?: string;
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
  /** When the last line was signed. */
  at: Instant | null;
  /** The first entry of each stream, and since when it is signed. */
  begun: Map<string, { hash: string; at: Instant }>;
  /** The key that signed the last line, and those whose time was over by then. */
  keyId: string | null;
  endedKeyIds: Set<string>;
  /** How many whole lines there are, and their bytes; what follows them was cut off by a crash or a full disk. */
  lines: number;
  bytes: number;
  /** Lines (1 for the first) whose signature, order or totals are wrong. */
  faults: { line: number; what: 'signature-wrong' | 'line-missing' | 'totals-wrong' }[];
}

const FIRST = '0'.repeat(64);

/** Outside the database, so that whoever can rewrite it cannot rewrite this too. To be copied to another machine. */
export const headsFile = (dataDir: string): string => join(dataDir, 'heads', 'heads.jsonl');

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 (hex) over the heads of all streams, in the order of their names. */
export function digestOf(heads: ReadonlyMap<string, Head>): string {
  const hash = createHash('sha256');
  for (const stream of [...heads.keys()].sort()) {
    const head = heads.get(stream);
    hash.update(`${stream} ${head?.seq} ${head?.hash}\n`);
  }
  return hash.digest('hex');
}

/** The first 16 hex digits of the SHA-256 of the public key's 32 bytes. */
export const signingKeyId = (publicKey: KeyObject): string =>
  createHash('sha256')
    .update(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'))
    .digest('hex')
    .slice(0, 16);

/** What the signature of a line is over. */
export const signedPart = (line: Omit<SignedHeads, 'signature'>): Buffer =>
  Buffer.from(canonicalJson({ ...line, signature: undefined }));

/** The whole lines of the file behind so many bytes. */
async function* linesAfter(bytes: number, file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', start: bytes })) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Of a file without a line, to be read on from. */
export const noHeads = (): HeadsFile => ({
  signed: new Map(),
  latest: new Map(),
  previous: FIRST,
  at: null,
  begun: new Map(),
  keyId: null,
  endedKeyIds: new Set(),
  lines: 0,
  bytes: 0,
  faults: [],
});

/** The name of the key whose signature the line carries; null when it is nobody's of these. */
function signerOf(line: SignedHeads, verifiers: readonly KeyObject[]): string | null {
  const signature = Buffer.from(line.signature, 'base64');
  const key = verifiers.find((one) => verify(null, signedPart(line), one, signature));
  return key === undefined ? null : signingKeyId(key);
}

/**
 * Reads and checks the lines that the file got since `read` was taken of it, into `read`. Once a newer key has signed,
 * a line by an earlier one is not accepted any more: it may have been changed because somebody had got hold of it.
 */
export async function readOn(file: string, verifiers: readonly KeyObject[], read: HeadsFile): Promise<void> {
  let digest: string | null = null;
  for await (const text of linesAfter(read.bytes, file)) {
    read.lines += 1;
    read.bytes += Buffer.byteLength(text) + 1;
    const line = parsed(text);
    const keyId = line && signerOf(line, verifiers);
    if (line === null || keyId === null || read.endedKeyIds.has(keyId)) {
      read.faults.push({ line: read.lines, what: 'signature-wrong' });
      continue;
    }
    if (line.previous !== read.previous) read.faults.push({ line: read.lines, what: 'line-missing' });
    for (const [stream, head] of Object.entries(line.changed)) {
      read.latest.set(stream, head);
      const known = read.signed.get(stream) ?? new Map<number, string>();
      read.signed.set(stream, known.set(head.seq, head.hash));
    }
    for (const [stream, hash] of Object.entries(line.begun ?? {})) {
      if (!read.begun.has(stream)) read.begun.set(stream, { hash, at: line.at });
      const known = read.signed.get(stream) ?? new Map<number, string>();
      read.signed.set(stream, known.set(1, hash));
    }
    read.at = line.at;
    if (read.keyId !== null && read.keyId !== keyId) read.endedKeyIds.add(read.keyId);
    read.keyId = keyId;
    read.previous = sha256(text);
    digest = line.digest;
    if (line.streams !== read.latest.size) read.faults.push({ line: read.lines, what: 'totals-wrong' });
  }
  // Taken of the last line alone: over all streams for each line would be too much.
  if (digest !== null && digest !== digestOf(read.latest))
    read.faults.push({ line: read.lines, what: 'totals-wrong' });
}

/** Reads the file line by line and checks each; a file that is not there yet is empty. */
export async function readHeadsFile(file: string, verifiers: readonly KeyObject[]): Promise<HeadsFile> {
  const read = noHeads();
  if (existsSync(file)) await readOn(file, verifiers, read);
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
