import type { EntityManager } from 'typeorm';
import type { OutgoingMail } from './mail-outbox-store.js';
import { staffRecipient } from './mail-recipient.js';
import { ADDRESS_REFUSED } from './refused-mail-store.js';

/** Something for the administrators: an address that refuses mail. */
export interface AddressTask {
  /** `staff:<id>`, or `mail:<id>` for a complainant's: it stands for a case and names none. */
  subject: string;
  /** Whose address it is among the staff; null: a complainant's, of whom nobody is told more. */
  staff: string | null;
  /** The address was changed since, and what it had refused is under way again. */
  isBeingSentAgain: boolean;
}

const KIND = 'mend-address';
const STAFF = staffRecipient('');

const subjectOf = ({ id, recipient }: Pick<OutgoingMail, 'id' | 'recipient'>): string =>
  recipient.startsWith(STAFF) ? recipient : `mail:${id}`;

/** Which tasks are of the recipient $1. */
const OF_RECIPIENT = `kind = '${KIND}' AND (reference = $1 OR reference IN (
  SELECT 'mail:' || id FROM mail_outbox WHERE recipient = $1 AND refused_at IS NOT NULL))`;

/** Nobody else refuses, sends or queues again for this recipient until the transaction ends. */
export async function lockRecipient(manager: EntityManager, recipient: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtext('mail-recipient'), hashtext($1))`, [recipient]);
}

/** Asks the administrators to mend the recipient's address. The task's subject, or null when that was asked before. */
export async function askToMendAddress(
  manager: EntityManager,
  mail: Pick<OutgoingMail, 'id' | 'recipient'>,
): Promise<string | null> {
  const rows: { subject: string }[] = await manager.query(
    `INSERT INTO task (reference, kind, role) SELECT $2, '${KIND}', 'administrator'
     WHERE NOT EXISTS (SELECT 1 FROM task WHERE ${OF_RECIPIENT}) RETURNING reference AS subject`,
    [mail.recipient, subjectOf(mail)],
  );
  return rows[0]?.subject ?? null;
}

/** Takes the task away, as the recipient's address takes mail or needs none; false when there was none. */
export async function closeAddressTask(manager: EntityManager, recipient: string): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `DELETE FROM task WHERE ${OF_RECIPIENT} RETURNING id`,
    [recipient],
  );
  return rows.length > 0;
}

/** Takes the task away though nothing was mended; false when there is none of that subject. */
export async function setAsideAddressTask(manager: EntityManager, subject: string): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(
    `DELETE FROM task WHERE kind = '${KIND}' AND reference = $1 RETURNING id`,
    [subject],
  );
  return rows.length > 0;
}

/** The oldest first. */
export async function listAddressTasks(manager: EntityManager): Promise<AddressTask[]> {
  const rows: { subject: string; isBeingSentAgain: boolean }[] = await manager.query(
    `SELECT t.reference AS subject, starts_with(t.reference, $1) AND NOT EXISTS (
       SELECT 1 FROM mail_outbox m
       WHERE m.recipient = t.reference AND m.refused_at IS NOT NULL AND m.last_error = $2) AS "isBeingSentAgain"
     FROM task t WHERE t.kind = '${KIND}' ORDER BY t.id`,
    [STAFF, ADDRESS_REFUSED],
  );
  return rows.map(({ subject, isBeingSentAgain }) => ({
    subject,
    staff: subject.startsWith(STAFF) ? subject.slice(STAFF.length) : null,
    isBeingSentAgain,
  }));
}
