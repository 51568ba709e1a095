import type { HeadsFile } from './heads.js';
import { entryHash, GENESIS, type Head, type LedgerEntry } from './ledger.js';
import { isSealed, type Seal } from './seal.js';

export type Fault =
  /** The entry's fields are not those that its hash was taken of. */
  | 'entry-altered'
  /** An entry before this one is missing. */
  | 'entry-removed'
  /** The entry does not follow from the one before it, or lies behind the recorded head. */
  | 'entry-inserted'
  /** The entry fits the chain, but was not written by the product: its seal is wrong. */
  | 'entry-forged'
  /** The stream ends before its signed head. */
  | 'tail-cut'
  /** A stream with a signed head has no entries. */
  | 'stream-removed'
  /** The chain is whole, but is not the one that was signed. */
  | 'history-rewritten'
  /** What is read of the matter is not what its entries say, is gone, or has no entries. */
  | 'view-altered'
  | 'view-removed'
  | 'view-made-up'
  /** `seq` is a line of the heads file, and `stream` the file's name. */
  | 'heads-file-damaged';

export interface Finding {
  stream: string;
  seq: number;
  what: Fault;
}

export interface VerificationReport {
  entries: number;
  streams: number;
  /** Streams without a signed head yet: younger than a minute, or nobody signs. */
  unsigned: number;
  findings: Finding[];
  /** Something is wrong in cases that do not exist for whoever reads the report. */
  hasHiddenFaults?: true;
}

export interface VerificationInput {
  /** Ordered by stream and seq; of one stream only when `stream` is given. */
  entries: AsyncIterable<LedgerEntry>;
  /** `ledger_head` as the database has it. */
  heads: ReadonlyMap<string, Head>;
  sealOf: Seal;
  /** Read before `heads` and `entries`, which may only be further on. */
  file: HeadsFile;
  stream?: string;
  /** Whose entries are counted; all are looked through. */
  isCounted?: (stream: string) => boolean;
}

/** One stream on its way through. */
class StreamCheck {
  readonly findings: Finding[] = [];
  private last: Head = GENESIS;

  constructor(
    readonly stream: string,
    private readonly signed: ReadonlyMap<number, string>,
    private readonly sealOf: Seal,
  ) {}

  take(entry: LedgerEntry): void {
    const follows = entry.seq === this.last.seq + 1;
    const { hash, seal: _, ...open } = entry;
    const faults = this.findings.length;
    if (!follows) this.find(entry.seq, 'entry-removed');
    else if (entry.prevHash !== this.last.hash) this.find(entry.seq, 'entry-inserted');
    if (entryHash(open) !== hash) this.find(entry.seq, 'entry-altered');
    const witness = this.signed.get(entry.seq);
    if (witness !== undefined && witness !== hash) this.find(entry.seq, 'history-rewritten');
    if (this.findings.length === faults && !isSealed(entry, this.sealOf))
      this.find(entry.seq, 'entry-forged');
    this.last = { seq: entry.seq, hash };
  }

  end(latest: Head | undefined, recorded: Head | undefined): Finding[] {
    if (latest !== undefined && latest.seq > this.last.seq) this.find(this.last.seq + 1, 'tail-cut');
    else if (recorded !== undefined && recorded.seq > this.last.seq) this.find(this.last.seq + 1, 'tail-cut');
    if (recorded === undefined || recorded.seq < this.last.seq)
      this.find((recorded?.seq ?? 0) + 1, 'entry-inserted');
    return this.findings;
  }

  private find(seq: number, what: Fault): void {
    this.findings.push({ stream: this.stream, seq, what });
  }
}

const damageOf = ({ faults }: HeadsFile): Finding[] =>
  faults.map(({ line }) => ({ stream: 'heads.jsonl', seq: line, what: 'heads-file-damaged' }));

/**
 * Checks the ledger, or one stream of it, against its own hashes and against every head that was ever signed outside
 * the database. Streams through: an entry is in memory once.
 */
export async function verifyLedger({
  entries,
  heads,
  file,
  sealOf,
  stream: only,
  isCounted = () => true,
}: VerificationInput): Promise<VerificationReport> {
  const report: VerificationReport = { entries: 0, streams: 0, unsigned: 0, findings: damageOf(file) };
  const seen = new Set<string>();
  const finish = (check: StreamCheck): number =>
    report.findings.push(...check.end(file.latest.get(check.stream), heads.get(check.stream)));

  let check = null as StreamCheck | null;
  for await (const entry of entries) {
    if (check?.stream !== entry.stream) {
      if (check !== null) finish(check);
      check = new StreamCheck(
        entry.stream,
        file.signed.get(entry.stream) ?? new Map<number, string>(),
        sealOf,
      );
      seen.add(entry.stream);
      if (isCounted(entry.stream)) {
        report.streams += 1;
        if (!file.signed.has(entry.stream)) report.unsigned += 1;
      }
    }
    check.take(entry);
    if (isCounted(entry.stream)) report.entries += 1;
  }
  if (check !== null) finish(check);

  for (const stream of new Set([...file.latest.keys(), ...heads.keys()]))
    if (!seen.has(stream) && (only === undefined || only === stream))
      report.findings.push({ stream, seq: 1, what: 'stream-removed' });
  return report;
}
