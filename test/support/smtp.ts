import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail server on the loopback address that can be away, busy, slow, or refuse an address for good. */
export class SmtpForTests {
  readonly mails: ParsedMail[] = [];
  readonly refused = new Set<string>();
  readonly busy = new Set<string>();
  /** Addresses whose mails it reads, but does not accept before `release`. */
  readonly slow = new Set<string>();
  private held: (() => void)[] = [];
  private server: SMTPServer | null = null;
  private port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) => {
        const answer = this.refused.has(address) ? 550 : this.busy.has(address) ? 451 : null;
        done(
          answer === null ? null : Object.assign(new Error(`not now, ${address}`), { responseCode: answer }),
        );
      },
      onData: (stream, { envelope }, done) => {
        simpleParser(stream).then((mail) => {
          const accept = (): void => {
            this.mails.push(mail);
            done();
          };
          if (envelope.rcptTo.some(({ address }) => this.slow.has(address))) this.held.push(accept);
          else accept();
        }, done);
      },
    });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => {
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (server !== null) await new Promise<void>((resolve) => server.close(resolve));
    this.server = null;
  }

  get holding(): number {
    return this.held.length;
  }

  /** Accepts what it held, and is slow no more. */
  release(): void {
    this.slow.clear();
    for (const accept of this.held.splice(0)) accept();
  }

  to(address: string): ParsedMail[] {
    return this.mails.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address)));
  }
}
