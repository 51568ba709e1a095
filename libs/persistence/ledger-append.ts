import type { EntityManager } from 'typeorm';
import { GENESIS, type Head, type LedgerEntry } from '#ledger/ledger.js';

const selectHead = (manager: EntityManager, stream: string): Promise<Head[]> =>
  manager.query(`SELECT seq, hash FROM ledger_head WHERE stream = $1 FOR UPDATE`, [stream]);

/** The head of the stream, which nobody else moves until the transaction ends. */
export async function lockHead(manager: EntityManager, stream: string): Promise<Head> {
  const [known] = await selectHead(manager, stream);
  if (known !== undefined) return known;
  await manager.query(
    `INSERT INTO ledger_head (stream, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (stream) DO NOTHING`,
    [stream, GENESIS.hash],
  );
  const [head] = await selectHead(manager, stream);
  return head ?? GENESIS;
}

/** Writes entries that follow from the locked head, and moves it to the last of them. */
export async function insertEntries(
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
