import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { mailboxPage } from './mailbox-page.js';
import type { ReceivedMail } from './received-mail.js';

/** A local mailbox for the demonstration and for tests: nothing leaves the machine, nothing is kept on disk. */
export interface Mailbox {
  readonly smtpUrl: string;
  messages(): ReceivedMail[];
  /** While stopped, every delivery is refused. */
  stopSmtp(): Promise<void>;
  startSmtp(): Promise<void>;
  close(): Promise<void>;
}

const addressesOf = (field: unknown): string[] =>
  [field]
    .flat()
    .flatMap((each) => (each as { value?: { address?: string }[] } | undefined)?.value ?? [])
    .flatMap(({ address }) => (address === undefined ? [] : [address]));

async function parse(raw: Buffer): Promise<ReceivedMail> {
  const mail = await simpleParser(raw);
  return {
    messageId: mail.messageId ?? '',
    to: addressesOf(mail.to),
    from: addressesOf(mail.from)[0] ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || '',
    date: mail.date?.toISOString() ?? '',
    receivedAt: new Date().toISOString(),
  };
}

function smtpServer(received: ReceivedMail[]): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.once('end', () => {
        parse(Buffer.concat(chunks))
          .then((mail) => received.push(mail))
          .then(
            () => done(),
            (error: unknown) => done(error as Error),
          );
      });
    },
  });
  // A client that goes away in the middle of a delivery is no reason for the mailbox to end.
  server.on('error', () => undefined);
  return server;
}

const listening = (listen: (heard: () => void) => void): Promise<void> =>
  new Promise((resolve) => listen(resolve));

/** Opens the mailbox: SMTP on a free loopback port, page and `GET /api/messages` on `httpPort`. */
export async function openMailbox(httpPort: number): Promise<Mailbox> {
  const received: ReceivedMail[] = [];
  let smtp: SMTPServer | null = smtpServer(received);
  await listening((heard) => smtp?.listen(0, '127.0.0.1', heard));
  const { port: smtpPort } = smtp.server.address() as AddressInfo;

  const http = createServer((request, response) => {
    const isApi = request.url === '/api/messages';
    response.setHeader(
      'content-type',
      isApi ? 'application/json; charset=utf-8' : 'text/html; charset=utf-8',
    );
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    response.end(isApi ? JSON.stringify(received) : mailboxPage(received));
  });
  await listening((heard) => http.listen(httpPort, '127.0.0.1', heard));

  const stopSmtp = async (): Promise<void> => {
    const stopping = smtp;
    smtp = null;
    if (stopping !== null) await listening((heard) => stopping.close(heard));
  };
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    messages: () => [...received],
    stopSmtp,
    async startSmtp() {
      const starting = smtpServer(received);
      smtp = starting;
      await listening((heard) => starting.listen(smtpPort, '127.0.0.1', heard));
    },
    async close() {
      await stopSmtp();
      http.closeAllConnections();
      await listening((heard) => http.close(() => heard()));
    },
  };
}
