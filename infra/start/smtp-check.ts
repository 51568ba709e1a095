import { createTransport } from 'nodemailer';
import { StartRefusal } from './start-refusal.js';

/** Refuses when the mail server of SMTP_URL does not take a connection: mails would pile up unseen. */
export async function demandSmtp(smtpUrl: string): Promise<void> {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: 5_000, greetingTimeout: 5_000 });
  try {
    await transport.verify();
  } catch (error) {
    throw new StartRefusal(
      `The mail server of SMTP_URL refuses (${(error as Error).message}): correct SMTP_URL, or leave it out to use the local mailbox.`,
    );
  } finally {
    transport.close();
  }
}
