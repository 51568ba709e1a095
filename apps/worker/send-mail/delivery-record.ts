import type { EntityManager } from 'typeorm';
import type { Instant } from '#domain/time/instant.js';
import { ADMINISTRATION } from '#ledger/ledger.js';
import { askToMendAddress, closeAddressTask, lockRecipient } from '#persistence/address-task-store.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import {
  enqueueMail,
  markMailFailed,
  markMailRefused,
  markMailSent,
  type OutgoingMail,
} from '#persistence/mail-outbox-store.js';
import { staffRecipient } from '#persistence/mail-recipient.js';
import { ADDRESS_REFUSED, queueRefusedMail } from '#persistence/refused-mail-store.js';
import { listStaff, type StaffRecord } from '#persistence/staff-store.js';

/** The mail was handed over. What the same address refused before is worth another try now. */
export const recordDelivery = (
  { main }: Databases,
  { id, recipient }: OutgoingMail,
  at: Instant,
): Promise<void> =>
  transaction(main, async (manager) => {
    await lockRecipient(manager, recipient);
    await markMailSent(manager, id, at);
    if (await closeAddressTask(manager, recipient)) await queueRefusedMail(manager, recipient, at);
  });

/** `address`, empty where there is none, will never take the mail: the administrators are asked to mend it. */
export const recordRefusal = (
  { main }: Databases,
  mail: OutgoingMail,
  address: string,
  at: Instant,
): Promise<void> =>
  transaction(main, async (manager) => {
    const { id, recipient } = mail;
    await lockRecipient(manager, recipient);
    const staff = await listStaff(manager);
    const member = staff.find((one) => staffRecipient(one.id) === recipient);
    // Mended while the mail was on its way to the old one.
    if (member !== undefined && member.email !== address)
      return markMailFailed(manager, id, ADDRESS_REFUSED, at);
    await markMailRefused(manager, id, ADDRESS_REFUSED, at);
    const subject = member?.isActive === false ? null : await askToMendAddress(manager, mail);
    if (subject !== null) await tellAdministrators(manager, subject, staff, member, at);
  });

/** They learn whose address it is among the staff, and of a complainant's only that there is one. */
function tellAdministrators(
  manager: EntityManager,
  subject: string,
  staff: readonly StaffRecord[],
  member: StaffRecord | undefined,
  since: Instant,
): Promise<void> {
  const administrators = staff.filter(
    ({ id, isActive, roles }) => isActive && roles.includes('administrator') && id !== member?.id,
  );
  const notices = administrators.map(({ id }) => ({
    to: { kind: 'staff', id } as const,
    template: 'refused-address',
    params: { subject, since, task: 'mend-address' },
    seq: 0,
  }));
  return enqueueMail(manager, ADMINISTRATION, notices, since);
}
