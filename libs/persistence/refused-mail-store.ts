import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';

/** What is written on a mail whose address did not take it, and that another address of its recipient may. */
export const ADDRESS_REFUSED = 'address refused';

/** Queues again what the recipient's address refused; mails that were dropped for another reason stay dropped. */
export async function queueRefusedMail(
  manager: EntityManager,
  recipient: string,
  at: Instant,
): Promise<void> {
  await manager.query(
    `UPDATE mail_outbox SET refused_at = NULL, last_error = NULL, attempts = 0, next_attempt_at = $2
     WHERE recipient = $1 AND refused_at IS NOT NULL AND last_error = $3`,
    [recipient, at, ADDRESS_REFUSED],
  );
}
