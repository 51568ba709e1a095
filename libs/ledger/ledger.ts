import { createHash } from 'node:crypto';
import type { Instant } from '#domain/time/instant.js';
import { canonicalJson } from './canonical-json.js';
import type { Seal } from './seal.js';

/** The last entry of a stream. */
export interface Head {
  seq: number;
  /** SHA-256, hex. */
  hash: string;
}

/** What is to be recorded: a complaint's event, or a fact of another stream. Bodies hold codes and references only. */
export interface Fact {
  type: string;
  schemaVersion: number;
  at: Instant;
  actor: string;
  body: unknown;
}

export interface LedgerEntry extends Omit<Fact, 'body'> {
  stream: string;
  /** 1 for the first of the stream, without gaps. */
  seq: number;
  /** Canonical JSON, as it is stored and hashed. */
  body: string;
  /** The command that caused the entry, where there was one. */
  commandId: string | null;
  prevHash: string;
  hash: string;
  /** See `ledgerSeal`. */
  seal: string;
}

/** What the first entry of every stream follows. */
export const GENESIS: Head = { seq: 0, hash: '0'.repeat(64) };

/** SHA-256 (hex) over every field but the hash itself and its seal. */
export const entryHash = (entry: Omit<LedgerEntry, 'hash' | 'seal'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        entry.stream,
        entry.seq,
        entry.type,
        entry.schemaVersion,
        entry.at,
        entry.actor,
        entry.body,
        entry.commandId,
        entry.prevHash,
      ]),
    )
    .digest('hex');

/** The facts as sealed entries that follow the head. */
export function chain(
  head: Head,
  facts: readonly Fact[],
  stream: string,
  sealOf: Seal,
  commandId: string | null = null,
): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let last = head;
  for (const { type, schemaVersion, at, actor, body } of facts) {
    const open = {
      stream,
      seq: last.seq + 1,
      type,
      schemaVersion,
      at,
      actor,
      body: canonicalJson(body),
      commandId,
      prevHash: last.hash,
    };
    const hash = entryHash(open);
    const entry = { ...open, hash, seal: sealOf(hash) };
    entries.push(entry);
    last = entry;
  }
  return entries;
}

/** The stream of a complaint, which is its workflow's id as well. */
export const complaintStream = (reference: string): string => `complaint-${reference}`;
/** The stream of a protected person, which is its workflow's id as well. */
export const protectionStream = (id: string): string => `protection-${id}`;
/** The stream of the keeping of a case, which is its workflow's id as well. */
export const retentionStream = (reference: string): string => `retention-${reference}`;
/** The stream of a request for data, which is its workflow's id as well. */
export const dataRequestStream = (reference: string): string => `data-request-${reference}`;
/** Who read what of a case. */
export const accessStream = (reference: string): string => `access-${reference}`;
/** The reference of the case, or of the request for data, that the stream is of, its protected people's too; null where it is of none. */
export const caseOf = (stream: string): string | null =>
  /^(?:complaint|protection|retention|data-request|access)-(.+?)(?:-w\d+)?$/.exec(stream)?.[1] ?? null;
/** What administrators and accounts did. */
export const ADMINISTRATION = 'administration';
export const ACCOUNTS = 'accounts';
