import type { EntityManager } from 'typeorm';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { Refusal } from '#domain/complaint/refusal.js';
import type { Instant } from '#domain/time/instant.js';
import { accessStream, chain, GENESIS, type Fact, type Head, type LedgerEntry } from '#ledger/ledger.js';
import { isSealed, type Seal } from '#ledger/seal.js';

const COLUMNS = `stream, seq, type, schema_version AS "schemaVersion", at, actor, body,
  prev_hash AS "prevHash", hash, seal, command_id AS "commandId"`;

/** A complaint's entry as the event that the domain folds. Version 1 is the only schema so far. */
export const toEvent = (entry: LedgerEntry): ComplaintEvent =>
  ({
    type: entry.type,
    schemaVersion: entry.schemaVersion,
    at: entry.at,
    actor: entry.actor,
    body: JSON.parse(entry.body) as unknown,
  }) as ComplaintEvent;

/** The entries of a stream after `afterSeq`, in order. */
export const readStream = (manager: EntityManager, stream: string, afterSeq = 0): Promise<LedgerEntry[]> =>
  manager.query(`SELECT ${COLUMNS} FROM ledger_entry WHERE stream = $1 AND seq > $2 ORDER BY seq`, [
    stream,
    afterSeq,
  ]);

/** The head of the stream, which nobody else moves until the transaction ends. */
async function lockHead(manager: EntityManager, stream: string): Promise<Head> {
  await manager.query(
    `INSERT INTO ledger_head (stream, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (stream) DO NOTHING`,
    [stream, GENESIS.hash],
  );
  const [head]: Head[] = await manager.query(
    `SELECT seq, hash FROM ledger_head WHERE stream = $1 FOR UPDATE`,
    [stream],
  );
  return head ?? GENESIS;
}

async function insert(
  manager: EntityManager,
  stream: string,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const last = entries.at(-1);
  if (last === undefined) return;
  await manager.query(
    `WITH head AS (UPDATE ledger_head SET seq = $10, hash = $11 WHERE stream = $1)
     INSERT INTO ledger_entry (stream, seq, type, schema_version, at, actor, body, prev_hash, hash, command_id, seal)
     SELECT $1, * FROM unnest($2::int[], $3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[], $12::text[], $13::text[])`,
    [
      stream,
      entries.map(({ seq }) => seq),
      entries.map(({ type }) => type),
      entries.map(({ schemaVersion }) => schemaVersion),
      entries.map(({ at }) => at),
      entries.map(({ actor }) => actor),
      entries.map(({ body }) => body),
      entries.map(({ prevHash }) => prevHash),
      entries.map(({ hash }) => hash),
      last.seq,
      last.hash,
      entries.map(({ commandId }) => commandId),
      entries.map(({ seal }) => seal),
    ],
  );
}

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
  await insert(manager, stream, chain(await lockHead(manager, stream), events, stream, sealOf, commandId));
  return [...events];
}

/** Appends one fact to a stream other than a complaint's, e.g. `administration`. */
export async function appendFact(
  manager: EntityManager,
  stream: string,
  fact: Fact,
  sealOf: Seal,
): Promise<void> {
  const head = await lockHead(manager, stream);
  await insert(manager, stream, chain(head, [fact], stream, sealOf));
}

/** Records that somebody read sealed texts of a case; `what` names purposes and kinds, never content. */
export const recordAccess = (
  manager: EntityManager,
  reference: string,
  access: { at: Instant; actor: string; what: Record<string, unknown> },
  sealOf: Seal,
): Promise<void> =>
  appendFact(
    manager,
    accessStream(reference),
    { type: 'TextsRead', schemaVersion: 1, at: access.at, actor: access.actor, body: access.what },
    sealOf,
  );

const BATCH = 2_000;

/** All entries of one stream or of the whole ledger, ordered by stream and seq, a batch in memory at a time. */
export async function* eachEntry(manager: EntityManager, stream?: string): AsyncGenerator<LedgerEntry> {
  let after = { stream: stream ?? '', seq: 0 };
  for (;;) {
    const batch: LedgerEntry[] = await manager.query(
      `SELECT ${COLUMNS} FROM ledger_entry
       WHERE (stream, seq) > ($1, $2) ${stream === undefined ? '' : 'AND stream = $1'}
       ORDER BY stream, seq LIMIT ${BATCH}`,
      [after.stream, after.seq],
    );
    yield* batch;
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) return;
    after = last;
  }
}

/** The heads of all streams, by stream. */
export async function readHeads(manager: EntityManager): Promise<Map<string, Head>> {
  const rows: (Head & { stream: string })[] = await manager.query(
    `SELECT stream, seq, hash FROM ledger_head WHERE seq > 0`,
  );
  return new Map(rows.map(({ stream, seq, hash }) => [stream, { seq, hash }]));
}

/** Whether it is the caller's turn to sign heads, until the transaction ends; false while somebody else signs. */
export async function takeSigningTurn(manager: EntityManager): Promise<boolean> {
  const [row]: { taken: boolean }[] = await manager.query(
    `SELECT pg_try_advisory_xact_lock(hashtext('ledger-heads'), 0) AS taken`,
  );
  return row?.taken === true;
}
