import { addMs } from '#domain/time/instant.js';
import { AddressRefused, type Mailer } from '#mail/mailer.js';
import { addressIsMended, askToMendAddress } from '#persistence/address-task-store.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import {
  claimMail,
  enqueueMail,
  markMailFailed,
  markMailRefused,
  markMailSent,
  type OutgoingMail,
} from '#persistence/mail-outbox-store.js';
import { listStaff } from '#persistence/staff-store.js';
import type { Time } from '#settings/time.js';
import { Recurring } from '#settings/recurring.js';
import { type LetterWriter, MailDropped } from './letter-writer.js';

const EVERY_MS = 1_000;
const AT_ONCE = 20;
const LEASE_MS = 60_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
const ADMINISTRATION = 'administration';
const ADDRESS_TASK = 'mend-address';
/** After the nth attempt: 1 s, 2 s, 4 s … 60 s. */
export const retryDelay = (attempts: number): number =>
  Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10));

/** What went wrong, without the address that servers like to quote. */
function faultOf(error: unknown): string {
  if (error instanceof MailDropped) return error.message;
  if (error instanceof AddressRefused) return 'address refused';
  const { code, responseCode, name } = error as { code?: string; responseCode?: number; name?: string };
  return [code ?? name ?? 'Error', responseCode].filter((part) => part !== undefined).join(' ');
}

/** Drains the queue of mails, each on its own: one that cannot be delivered holds up no other. */
export class MailDispatcher extends Recurring {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly databases: Databases,
    private readonly writer: LetterWriter,
    private readonly mailer: Mailer,
    private readonly time: Time,
  ) {
    super(EVERY_MS);
  }

  override async beforeApplicationShutdown(): Promise<void> {
    await super.beforeApplicationShutdown();
    await Promise.all(this.underWay);
    this.mailer.close();
  }

  protected async work(): Promise<void> {
    for (;;) {
      const free = AT_ONCE - this.underWay.size;
      if (free === 0) return;
      const mails = await claimMail(this.databases.main, this.time.now(), free, LEASE_MS);
      for (const mail of mails) {
        const delivery = this.deliver(mail)
          .catch((error: unknown) => this.logger.error(error))
          .finally(() => this.underWay.delete(delivery));
        this.underWay.add(delivery);
      }
      if (mails.length < free) return;
      await Promise.race(this.underWay);
    }
  }

  private async deliver(mail: OutgoingMail): Promise<void> {
    const { main } = this.databases;
    try {
      await this.mailer.send(await this.writer.write(mail));
      await markMailSent(main, mail.id, this.time.now());
      await addressIsMended(main.manager, mail.recipient);
    } catch (error) {
      const fault = faultOf(error);
      const now = this.time.now();
      if (error instanceof AddressRefused) await this.askToMend(mail);
      if (error instanceof AddressRefused || error instanceof MailDropped)
        return markMailRefused(main, mail.id, fault, now);
      this.logger.warn(`Mail ${mail.id} waits after attempt ${mail.attempts}: ${fault}`);
      await markMailFailed(main, mail.id, fault, addMs(now, retryDelay(mail.attempts)));
    }
  }

  /** The administrator learns whose address it is among the staff, and of a complainant's only that there is one. */
  private async askToMend({ id, recipient, createdAt }: OutgoingMail): Promise<void> {
    const subject = recipient.startsWith('staff:') ? recipient : `mail:${id}`;
    const now = this.time.now();
    await transaction(this.databases.main, async (manager) => {
      await askToMendAddress(manager, subject);
      const administrators = (await listStaff(manager)).filter(
        (one) => one.isActive && one.roles.includes('administrator') && `staff:${one.id}` !== recipient,
      );
      const notices = administrators.map((one) => ({
        to: { kind: 'staff', id: one.id } as const,
        template: 'refused-address',
        params: { subject, since: createdAt, task: ADDRESS_TASK },
        seq: 0,
      }));
      await enqueueMail(manager, ADMINISTRATION, notices, now);
    });
  }
}
