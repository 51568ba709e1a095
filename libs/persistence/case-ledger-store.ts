import type { EntityManager } from 'typeorm';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { Refusal } from '#domain/complaint/refusal.js';
import { chain, type Fact, type Head, type LedgerEntry } from '#ledger/ledger.js';
import { isSealed, type Seal } from '#ledger/seal.js';
import { insertEntries, lockHead } from './ledger-append.js';
import { readStream, toEvent } from './ledger-store.js';

/** A stream that nobody else appends to until the transaction ends. */
export interface LockedStream {
  head: Head;
  /** The entries behind the version that was asked for. */
  later: LedgerEntry[];
}

/**
 * Locks the stream to everybody else.
 * Throws when the ledger is shorter than the state, or when one of the entries is not ours.
 */
export async function lockStream(
  manager: EntityManager,
  stream: string,
  version: number,
  sealOf: Seal,
): Promise<LockedStream> {
  const head = await lockHead(manager, stream);
  if (head.seq < version)
    throw new Error(`The ledger of ${stream} ends at ${head.seq}, but the case has reached ${version}.`);
  const later = head.seq === version ? [] : await readStream(manager, stream, version);
  const forged = later.find((entry) => !isSealed(entry, sealOf));
  if (forged !== undefined)
    throw new Error(`Entry ${forged.seq} of ${stream} was not written by the product.`);
  return { head, later };
}

/** Appends a command's events, one entry each, to the stream that is locked. */
export const appendLocked = (
  manager: EntityManager,
  stream: string,
  { head }: LockedStream,
  commandId: string,
  events: readonly Fact[],
  sealOf: Seal,
): Promise<void> => insertEntries(manager, stream, chain(head, events, stream, sealOf, commandId));

/**
 * Appends a command's events after `version`, one entry each. Idempotent: recorded again, the command gets the events
 * of the first time; refused with `SomebodyElseActedFirst` when another command was recorded after `version`.
 */
export async function appendEvents(
  manager: EntityManager,
  stream: string,
  version: number,
  commandId: string,
  events: readonly ComplaintEvent[],
  sealOf: Seal,
): Promise<ComplaintEvent[] | Refusal> {
  const locked = await lockStream(manager, stream, version, sealOf);
  const { later } = locked;
  if (later.length > 0)
    return later[0]?.commandId === commandId
      ? later.filter((entry) => entry.commandId === commandId).map(toEvent)
      : new Refusal('SomebodyElseActedFirst');
  await appendLocked(manager, stream, locked, commandId, events, sealOf);
  return [...events];
}
