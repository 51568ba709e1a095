import { existsSync, statSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { headsFile, noHeads, readOn, type HeadsFile } from '#ledger/heads.js';

/** The heads that the worker signs, read on from where the last reading ended. */
export class SignedHeadsFile {
  private readonly file: string;
  private heads: HeadsFile = noHeads();
  private reading: Promise<HeadsFile | null> = Promise.resolve(null);

  constructor(
    dataDir: string,
    private readonly verifiers: () => readonly KeyObject[],
  ) {
    this.file = headsFile(dataDir);
  }

  /** Null where no heads are signed, or this process does not see the file. */
  read(): Promise<HeadsFile | null> {
    this.reading = this.reading.catch(() => null).then(() => this.readOn());
    return this.reading;
  }

  private async readOn(): Promise<HeadsFile | null> {
    if (!existsSync(this.file)) return null;
    const { size } = statSync(this.file);
    if (size < this.heads.bytes) this.heads = noHeads();
    if (size > this.heads.bytes) await readOn(this.file, this.verifiers(), this.heads);
    // Only the first entries of cases are asked for here.
    this.heads.signed.clear();
    return this.heads.lines === 0 ? null : this.heads;
  }
}
