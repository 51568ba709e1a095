import type { DataSource, EntityManager } from 'typeorm';
import { addMs, type Instant } from '#domain/time/instant.js';

/** A message to a case's workflow, kept until the workflow has it. */
export interface OutboxMessage {
  /** Also the Temporal update id of a command. */
  messageId: string;
  reference: string;
  kind: 'start' | 'command';
  /** Sealed; see libs/filing. */
  payload: string;
}

export interface ClaimedMessage extends OutboxMessage {
  id: string;
  /** With this one. */
  attempts: number;
}

/** False when a message of that id is there already. */
export async function insertOutbox(
  manager: EntityManager,
  message: OutboxMessage,
  at: Instant,
): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `INSERT INTO outbox (message_id, reference, kind, payload, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (message_id) DO NOTHING RETURNING id`,
    [message.messageId, message.reference, message.kind, message.payload, at],
  );
  return rows.length > 0;
}

export async function readOutbox(manager: EntityManager, messageId: string): Promise<OutboxMessage | null> {
  const rows: OutboxMessage[] = await manager.query(
    `SELECT message_id AS "messageId", reference, kind, payload FROM outbox WHERE message_id = $1`,
    [messageId],
  );
  return rows[0] ?? null;
}

/** The commands that came to the case by the outbox, oldest first, with what became of each. */
export const readCommandsOf = (
  manager: EntityManager,
  reference: string,
): Promise<(OutboxMessage & { isDone: boolean; refused: string | null })[]> =>
  manager.query(
    `SELECT message_id AS "messageId", reference, kind, payload, done_at IS NOT NULL AS "isDone", refused
     FROM outbox WHERE reference = $1 AND kind = 'command' ORDER BY id`,
    [reference],
  );

/** Takes the first waiting message of each case for `leaseMs`: a case's messages go in order, its start first. */
export async function claimOutbox(
  source: DataSource,
  at: Instant,
  limit: number,
  leaseMs: number,
): Promise<ClaimedMessage[]> {
  const [rows] = await source.query<[ClaimedMessage[], number]>(
    `UPDATE outbox SET leased_until = $2, attempts = attempts + 1
     WHERE id IN (
       SELECT id FROM outbox waiting
       WHERE done_at IS NULL AND (leased_until IS NULL OR leased_until <= $1)
         AND NOT EXISTS (SELECT 1 FROM outbox earlier
           WHERE earlier.reference = waiting.reference AND earlier.id < waiting.id AND earlier.done_at IS NULL)
       ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING id, message_id AS "messageId", reference, kind, payload, attempts`,
    [at, addMs(at, leaseMs), limit],
  );
  return rows;
}

/** The workflow has it; `refused` is the refusal's code when it said no. */
export async function markDelivered(
  source: DataSource,
  id: string,
  at: Instant,
  refused: string | null = null,
): Promise<void> {
  await source.query(`UPDATE outbox SET done_at = $2, refused = $3, last_error = NULL WHERE id = $1`, [
    id,
    at,
    refused,
  ]);
}

/** The workflow could not be reached: to be tried again at `nextAttemptAt`. */
export async function markUndelivered(
  source: DataSource,
  id: string,
  error: string,
  nextAttemptAt: Instant,
): Promise<void> {
  await source.query(`UPDATE outbox SET last_error = $2, leased_until = $3 WHERE id = $1`, [
    id,
    error,
    nextAttemptAt,
  ]);
}

/** How many messages wait, and since when the oldest does. */
export async function outboxBacklog(
  source: DataSource,
): Promise<{ waiting: number; oldest: Instant | null }> {
  const [row]: { waiting: string; oldest: Date | null }[] = await source.query(
    `SELECT count(*) AS waiting, min(created_at) AS oldest FROM outbox WHERE done_at IS NULL`,
  );
  return { waiting: Number(row?.waiting ?? 0), oldest: row?.oldest?.toISOString() ?? null };
}
