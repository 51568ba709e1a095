import type { Readable } from 'node:stream';

/** Where sealed files lie. It sees ciphertext and random ids only. */
export interface EvidenceStorage {
  /** Stores the whole stream under the id, in the place of what was there; nothing of it stays when the stream fails. */
  write(id: string, content: Readable): Promise<void>;
  /** What is stored under the id, a piece at a time. Rejects with `EvidenceLost` when there is nothing. */
  read(id: string): Promise<Readable>;
  /** Does nothing when there is nothing. */
  remove(id: string): Promise<void>;
}

/** The storage does not have what it should. */
export class EvidenceLost extends Error {
  constructor(readonly id: string) {
    super('The storage does not hold this file.');
  }
}
