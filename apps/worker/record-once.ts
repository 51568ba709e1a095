import type { EntityManager } from 'typeorm';
import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import type { Fact, LedgerEntry } from '#ledger/ledger.js';
import type { Seal } from '#ledger/seal.js';
import { appendLocked, lockStream } from '#persistence/case-ledger-store.js';
import { entriesOfCommand } from '#persistence/command-events.js';
import { holdCalendar } from '#persistence/holiday-store.js';
import type { RecordedOf } from '#workflows/matter/matter.contract.js';

/** Where a command is to be recorded: behind which entry of which stream, under which id. */
interface Place<E> {
  stream: string;
  version: number;
  commandId: string;
  eventOf: (entry: LedgerEntry) => E;
}

/** What a command comes to, and everything else that is written once its events are. */
interface Decided<E> {
  outcome: E[] | Refusal;
  project: (events: E[]) => Promise<void>;
}

/**
 * Records one command on a matter, within a transaction: what was recorded before gets its first answer, `decide` is
 * given the entries that the workflow has not seen, and nobody else appends meanwhile.
 */
export async function recordOnce<E extends Fact>(
  manager: EntityManager,
  sealOf: Seal,
  { stream, version, commandId, eventOf }: Place<E>,
  decide: (missed: E[]) => Promise<Decided<E>>,
): Promise<RecordedOf<E>> {
  await holdCalendar(manager);
  const locked = await lockStream(manager, stream, version, sealOf);
  const missed = locked.later.map(eventOf);
  const earlier = (await entriesOfCommand(manager, stream, commandId)).map(eventOf);
  if (earlier.length > 0) return { missed, events: earlier, isRepeat: true };

  const { outcome, project } = await decide(missed);
  if (isRefusal(outcome)) {
    const { code, params } = outcome;
    return { missed, events: [], isRepeat: false, refusal: { code, params } };
  }
  await appendLocked(manager, stream, locked, commandId, outcome, sealOf);
  await project(outcome);
  return { missed, events: outcome, isRepeat: false };
}
