import type { EntityManager } from 'typeorm';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { Refusal } from '#domain/complaint/refusal.js';
import { chain, type LedgerEntry } from '#ledger/ledger.js';
import { isSealed, type Seal } from '#ledger/seal.js';
import { insertEntries, lockHead } from './ledger-append.js';
import { readStream, toEvent } from './ledger-store.js';

/**
 * The entries after `version`, which are the last until the transaction ends: the stream is locked to everybody else.
 * Throws when the ledger is shorter than the state, or when one of the entries is not ours.
 */
export async function lockEntriesAfter(
  manager: EntityManager,
  stream: string,
  version: number,
  sealOf: Seal,
): Promise<LedgerEntry[]> {
  const head = await lockHead(manager, stream);
  if (head.seq < version)
    throw new Error(`The ledger of ${stream} ends at ${head.seq}, but the case has reached ${version}.`);
  const entries = head.seq === version ? [] : await readStream(manager, stream, version);
  const forged = entries.find((entry) => !isSealed(entry, sealOf));
  if (forged !== undefined)
    throw new Error(`Entry ${forged.seq} of ${stream} was not written by the product.`);
  return entries;
}

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
  const later = await lockEntriesAfter(manager, stream, version, sealOf);
  if (later.length > 0)
    return later[0]?.commandId === commandId
      ? later.filter((entry) => entry.commandId === commandId).map(toEvent)
      : new Refusal('SomebodyElseActedFirst');
  await insertEntries(
    manager,
    stream,
    chain(await lockHead(manager, stream), events, stream, sealOf, commandId),
  );
  return [...events];
}
