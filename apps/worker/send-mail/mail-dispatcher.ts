import { addMs } from '#domain/time/instant.js';
import { AddressRefused, type Mailer } from '#mail/mailer.js';
import type { Databases } from '#persistence/data-source.js';
import {
  claimMail,
  keepMail,
  markMailFailed,
  markMailRefused,
  type OutgoingMail,
} from '#persistence/mail-outbox-store.js';
import { Recurring } from '#settings/recurring.js';
import type { Time } from '#settings/time.js';
import { recordDelivery, recordRefusal } from './delivery-record.js';
import { type LetterWriter, MailDropped } from './letter-writer.js';

const EVERY_MS = 1_000;
const AT_ONCE = 20;
const AT_ONCE_HURRIED = 2;
/** How soon somebody else sends what a worker died with; prolonged for as long as the worker lives. */
const LEASE_MS = 60_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;
/** After the nth attempt: 1 s, 2 s, 4 s … 60 s. */
export const retryDelay = (attempts: number): number =>
  Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10));

/** What went wrong, without the address that servers like to quote. */
function faultOf(error: unknown): string {
  if (error instanceof MailDropped) return error.message;
  const { code, responseCode, name } = error as { code?: string; responseCode?: number; name?: string };
  return [code ?? name ?? 'Error', responseCode].filter((part) => part !== undefined).join(' ');
}

export interface DispatchOptions {
  leaseMs?: number;
  /** While true few letters are written: they are safe, and somebody waits for what a case answers. */
  isHurried?: () => boolean;
}

/** Drains the queue of mails, each on its own: one that cannot be delivered holds up no other. */
export class MailDispatcher extends Recurring {
  private readonly leaseMs: number;
  private readonly isHurried: () => boolean;
  private readonly underWay = new Map<string, Promise<void>>();
  private keeping: NodeJS.Timeout | null = null;

  constructor(
    private readonly databases: Databases,
    private readonly writer: LetterWriter,
    private readonly mailer: Mailer,
    private readonly time: Time,
    { leaseMs = LEASE_MS, isHurried = () => false }: DispatchOptions = {},
  ) {
    super(EVERY_MS);
    this.leaseMs = leaseMs;
    this.isHurried = isHurried;
  }

  override onApplicationBootstrap(): void {
    super.onApplicationBootstrap();
    const keep = (): Promise<void> => this.keep().catch((error: unknown) => this.logger.error(error));
    this.keeping = setInterval(() => void keep(), this.leaseMs / 3);
  }

  override async beforeApplicationShutdown(): Promise<void> {
    await super.beforeApplicationShutdown();
    await Promise.all(this.underWay.values());
    if (this.keeping !== null) clearInterval(this.keeping);
    this.mailer.close();
  }

  /** A slow server may take longer over a mail, and over those before it, than the lease lasts. */
  private async keep(): Promise<void> {
    if (this.underWay.size === 0) return;
    await keepMail(this.databases.main, [...this.underWay.keys()], addMs(this.time.now(), this.leaseMs));
  }

  protected async work(): Promise<void> {
    for (;;) {
      const isHurried = this.isHurried();
      const free = (isHurried ? AT_ONCE_HURRIED : AT_ONCE) - this.underWay.size;
      if (free <= 0) return;
      const { main } = this.databases;
      const mails = await claimMail(main, this.time.now(), free, this.leaseMs, [...this.underWay.keys()]);
      for (const mail of mails) {
        const delivery = this.deliver(mail)
          .catch((error: unknown) => this.logger.error(error))
          .finally(() => this.underWay.delete(mail.id));
        this.underWay.set(mail.id, delivery);
      }
      if (isHurried || mails.length < free) return;
      await Promise.race(this.underWay.values());
    }
  }

  private async deliver(mail: OutgoingMail): Promise<void> {
    let address = '';
    try {
      const letter = await this.writer.write(mail);
      address = letter.to;
      await this.mailer.send(letter);
    } catch (error) {
      if (error instanceof AddressRefused)
        return recordRefusal(this.databases, mail, address, this.time.now());
      return this.notSent(mail, error);
    }
    await recordDelivery(this.databases, mail, this.time.now());
  }

  private async notSent({ id, attempts }: OutgoingMail, error: unknown): Promise<void> {
    const { manager } = this.databases.main;
    const fault = faultOf(error);
    const now = this.time.now();
    if (error instanceof MailDropped) return markMailRefused(manager, id, fault, now);
    this.logger.warn(`Mail ${id} waits after attempt ${attempts}: ${fault}`);
    await markMailFailed(manager, id, fault, addMs(now, retryDelay(attempts)));
  }
}
