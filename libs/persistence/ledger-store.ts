import type { EntityManager } from 'typeorm';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { Instant } from '#domain/time/instant.js';
import { accessStream, chain, type Fact, type Head, type LedgerEntry } from '#ledger/ledger.js';
import type { Seal } from '#ledger/seal.js';
import { insertEntries, lockHead } from './ledger-append.js';

const COLUMNS = `stream, seq, type, schema_version AS "schemaVersion", at, actor, body,
  prev_hash AS "prevHash", hash, seal, command_id AS "commandId"`;

const factOf = ({ type, schemaVersion, at, actor, body }: LedgerEntry): Fact => ({
  type,
  schemaVersion,
  at,
  actor,
  body: JSON.parse(body) as unknown,
});

/** A complaint's entry as the event that the domain folds. Version 1 is the only schema so far. */
export const toEvent = (entry: LedgerEntry): ComplaintEvent => factOf(entry) as ComplaintEvent;

/** As above, of the stream of a protected person. */
export const toProtectionEvent = (entry: LedgerEntry): ProtectionEvent => factOf(entry) as ProtectionEvent;

/** As above, of the stream of the keeping of a case. */
export const toRetentionEvent = (entry: LedgerEntry): RetentionEvent => factOf(entry) as RetentionEvent;

/** As above, of the stream of a request for data. */
export const toDataRequestEvent = (entry: LedgerEntry): DataRequestEvent => factOf(entry) as DataRequestEvent;

/** The entries of a stream after `afterSeq`, in order. */
export const readStream = (manager: EntityManager, stream: string, afterSeq = 0): Promise<LedgerEntry[]> =>
  manager.query(`SELECT ${COLUMNS} FROM ledger_entry WHERE stream = $1 AND seq > $2 ORDER BY seq`, [
    stream,
    afterSeq,
  ]);

/** A page of a stream, the newest entry first, and how many entries there are in all. */
export async function readLatest(
  manager: EntityManager,
  stream: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<LedgerEntry[]> {
  return manager.query(
    `SELECT ${COLUMNS} FROM ledger_entry WHERE stream = $1 ORDER BY seq DESC LIMIT $2 OFFSET $3`,
    [stream, limit, offset],
  );
}

export async function countEntries(manager: EntityManager, stream: string): Promise<number> {
  const rows: { count: number }[] = await manager.query(
    `SELECT count(*)::int AS count FROM ledger_entry WHERE stream = $1`,
    [stream],
  );
  return rows[0]?.count ?? 0;
}

/** Appends one fact to a stream other than a complaint's, e.g. `administration`. */
export async function appendFact(
  manager: EntityManager,
  stream: string,
  fact: Fact,
  sealOf: Seal,
): Promise<void> {
  const head = await lockHead(manager, stream);
  await insertEntries(manager, stream, chain(head, [fact], stream, sealOf));
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

/** The hashes of the first entries of these streams. */
export async function readFirstHashes(
  manager: EntityManager,
  streams: readonly string[],
): Promise<Record<string, string>> {
  if (streams.length === 0) return {};
  const rows: { stream: string; hash: string }[] = await manager.query(
    `SELECT stream, hash FROM ledger_entry WHERE seq = 1 AND stream = ANY($1::text[])`,
    [streams],
  );
  return Object.fromEntries(rows.map(({ stream, hash }) => [stream, hash]));
}

/** Whether it is the caller's turn to sign heads, until the transaction ends; false while somebody else signs. */
export async function takeSigningTurn(manager: EntityManager): Promise<boolean> {
  const [row]: { taken: boolean }[] = await manager.query(
    `SELECT pg_try_advisory_xact_lock(hashtext('ledger-heads'), 0) AS taken`,
  );
  return row?.taken === true;
}
