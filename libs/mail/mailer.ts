import { createTransport } from 'nodemailer';
import type { RenderedMail } from './render-mail.js';

export interface Letter extends RenderedMail {
  /** The same whenever the same mail is sent again. */
  messageId: string;
  from: { name: string; address: string };
  to: string;
  /** When it was written, which may be long before it can be sent. */
  date: Date;
}

/** The address will never take the mail, whatever the server's state: SMTP 5xx to RCPT TO, or no address at all. */
export class AddressRefused extends Error {}

export interface Mailer {
  /** Throws AddressRefused, or whatever else keeps the mail from being handed over now. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** Whoever gives up earlier sends again what the server is still about to accept (RFC 5321, 4.5.3.2.6). */
const LONGEST_SILENCE_MS = 10 * 60_000;

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

const isForGood = ({ code, command, responseCode = 0 }: SmtpError): boolean =>
  code === 'EENVELOPE' && (command === 'API' || (command === 'RCPT TO' && responseCode >= 500));

/** Hands mails to an SMTP server over a few connections that stay open. */
export function smtpMailer(smtpUrl: string): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: LONGEST_SILENCE_MS,
  });
  return {
    async send(letter) {
      try {
        await transport.sendMail({ ...letter, headers: { 'Auto-Submitted': 'auto-generated' } });
      } catch (error) {
        const refusal = error as SmtpError;
        throw isForGood(refusal) ? new AddressRefused(refusal.message) : error;
      }
    },
    close: () => transport.close(),
  };
}
