import { createHash, randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Notification } from '#domain/complaint/notifications.js';
import { addMs, type Instant } from '#domain/time/instant.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import { staffRecipient } from './mail-recipient.js';

/** One mail to send. The row knows a handle, never an address. */
export interface OutgoingMail {
  id: string;
  /** The same whenever the same events are told again, so that a mail sent twice is recognisable. */
  messageId: string;
  /** `staff:<id>` or `complainant:<reference>`. */
  recipient: string;
  template: string;
  params: Record<string, string | number>;
  reference: string;
  createdAt: Instant;
  /** With this one. */
  attempts: number;
}

const recipientOf = ({ to }: Notification, reference: string): string =>
  to.kind === 'staff' ? staffRecipient(to.id) : `complainant:${reference}`;

function messageIdOf(notification: Notification, reference: string): string {
  const { seq, template, params } = notification;
  const text = canonicalJson([reference, seq, recipientOf(notification, reference), template, params]);
  return `<${createHash('sha256').update(text).digest('hex').slice(0, 32)}@prongsai>`;
}

/** Queues the mails of a case; one that is queued or sent already is not queued again. */
export async function enqueueMail(
  manager: EntityManager,
  reference: string,
  notifications: readonly Notification[],
  at: Instant,
): Promise<void> {
  if (notifications.length === 0) return;
  await manager.query(
    `INSERT INTO mail_outbox (id, message_id, recipient, template, params, reference, created_at, next_attempt_at)
     SELECT id, message_id, recipient, template, params, $1, $2, $2
     FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::jsonb[])
       AS mail (id, message_id, recipient, template, params)
     ON CONFLICT (message_id) DO NOTHING`,
    [
      reference,
      at,
      notifications.map(() => randomUUID()),
      notifications.map((one) => messageIdOf(one, reference)),
      notifications.map((one) => recipientOf(one, reference)),
      notifications.map(({ template }) => template),
      notifications.map(({ params }) => JSON.stringify(params)),
    ],
  );
}

/**
 * Takes mails that are due, for `leaseMs`: whoever dies with them leaves them to be taken again after that. Those
 * `underWay` are not taken, however the clock was moved meanwhile.
 */
export async function claimMail(
  source: DataSource,
  at: Instant,
  limit: number,
  leaseMs: number,
  underWay: readonly string[] = [],
): Promise<OutgoingMail[]> {
  const [rows] = await source.query<[(Omit<OutgoingMail, 'createdAt'> & { createdAt: Date })[], number]>(
    `UPDATE mail_outbox SET next_attempt_at = $2, attempts = attempts + 1
     WHERE id IN (
       SELECT id FROM mail_outbox WHERE sent_at IS NULL AND refused_at IS NULL AND next_attempt_at <= $1
         AND id <> ALL ($4::uuid[])
       ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED)
     RETURNING id, message_id AS "messageId", recipient, template, params, reference,
       created_at AS "createdAt", attempts`,
    [at, addMs(at, leaseMs), limit, underWay],
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** Keeps mails that are still on their way from being taken by anybody else before `until`. */
export async function keepMail(source: DataSource, ids: readonly string[], until: Instant): Promise<void> {
  await source.query(
    `UPDATE mail_outbox SET next_attempt_at = greatest(next_attempt_at, $2)
     WHERE id = ANY ($1::uuid[]) AND sent_at IS NULL AND refused_at IS NULL`,
    [ids, until],
  );
}

export async function markMailSent(manager: EntityManager, id: string, at: Instant): Promise<void> {
  await manager.query(`UPDATE mail_outbox SET sent_at = $2, last_error = NULL WHERE id = $1`, [id, at]);
}

/** It could not be handed over now: to be tried again at `nextAttemptAt`. */
export async function markMailFailed(
  manager: EntityManager,
  id: string,
  error: string,
  nextAttemptAt: Instant,
): Promise<void> {
  await manager.query(`UPDATE mail_outbox SET last_error = $2, next_attempt_at = $3 WHERE id = $1`, [
    id,
    error,
    nextAttemptAt,
  ]);
}

/** It is not tried again, unless its address was refused and `queueRefusedMail` queues it once more. */
export async function markMailRefused(
  manager: EntityManager,
  id: string,
  error: string,
  at: Instant,
): Promise<void> {
  await manager.query(`UPDATE mail_outbox SET last_error = $2, refused_at = $3 WHERE id = $1`, [
    id,
    error,
    at,
  ]);
}
