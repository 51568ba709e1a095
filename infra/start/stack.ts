import { chmodSync, mkdirSync } from 'node:fs';
import { dataDirOf, readSettings, type Settings } from '#settings/settings.js';
import { APPS, prepare, startApp, type AppName } from './apps.js';
import { endOrphan, type Child } from './child.js';
import { chooseDemonstration, record } from './demonstration.js';
import { openMailbox, type Mailbox } from './mailbox/mailbox.js';
import { claimDataDir } from './one-start.js';
import { demandFree, freePorts } from './ports.js';
import { ensureDatabase, withDatabase } from './postgres/databases.js';
import { endOrphanedPostgres, startPostgres } from './postgres/embedded-postgres.js';
import { step, type Say } from './progress.js';
import { demandSmtp } from './smtp-check.js';
import { StartRefusal } from './start-refusal.js';
import { findTemporal, type TemporalProgram } from './temporal/find-temporal.js';
import { startTemporal, temporalAnswers } from './temporal/temporal-server.js';

export interface StackOptions {
  /** The environment that the settings and the processes are made from. */
  env: NodeJS.ProcessEnv;
  say: Say;
  /** Lets tests skip time on the Temporal server; never otherwise. */
  mayTimeBeSkipped?: boolean;
  /** Told when a process ends that nobody stopped. */
  onUnexpectedEnd?: (name: string, reason: string) => void;
}

/** The whole system on one machine: PostgreSQL, Temporal, mailbox and the three apps, each process by its name. */
export class Stack {
  readonly processes = new Map<string, Child>();
  mailbox: Mailbox | null = null;
  /** What the operator is to read when everything runs. */
  toBeRead = '';
  private temporalProgram: TemporalProgram | null = null;
  private readonly expected = new Set<Child>();
  /** Null while the data folder, and so what runs on it, is not this start's. */
  private releaseDataDir: (() => void) | null = null;
  private env: NodeJS.ProcessEnv;
  settings: Settings;

  constructor(private readonly options: StackOptions) {
    this.env = { ...options.env };
    this.settings = readSettings(this.env);
  }

  /** Starts everything in order; throws `StartRefusal` with one sentence. What was started stays: call `stop`. */
  async start(): Promise<void> {
    const { say } = this.options;
    await step(say, `data folder ${this.settings.dataDir}`, (note) => this.claim(note));
    await step(say, 'PostgreSQL', (note) => this.startDatabase(note));
    await step(say, 'Temporal', (note) => this.findAndStartTemporal(note));
    await step(say, 'mail', () => this.startMail());
    await step(say, 'keys, tables, namespace, agency', async () => {
      this.toBeRead = await prepare(this.env);
    });
    for (const app of APPS) await step(say, app, () => this.startApp(app));
  }

  /** Ends everything, the youngest first, so that nobody loses what it writes to. */
  async stop(): Promise<void> {
    for (const name of [...APPS].reverse()) await this.end(name);
    await this.mailbox?.close();
    await this.end('temporal');
    await this.end('postgres');
    if (this.releaseDataDir === null) return;
    // What was on its way up when the stop came.
    for (const name of [...APPS, 'temporal', 'postgres']) await endOrphan(this.settings.dataDir, name);
    this.releaseDataDir();
    this.releaseDataDir = null;
  }

  /** Ends one process as the signal says, expectedly. */
  async end(name: string, signal?: NodeJS.Signals): Promise<void> {
    const child = this.processes.get(name);
    if (child === undefined) return;
    this.expected.add(child);
    await child.end(signal);
    this.processes.delete(name);
  }

  async startApp(app: AppName): Promise<void> {
    this.watch(await startApp(app, this.settings, this.env));
  }

  /** Returns the URL of the server's own database. */
  async startPostgres(note: Say = this.options.say): Promise<string> {
    const { child, url } = await startPostgres(this.settings.dataDir, this.settings.postgresPort, note);
    this.watch(child);
    return url;
  }

  async startTemporal(): Promise<void> {
    if (this.temporalProgram === null) return;
    this.watch(
      await startTemporal(this.temporalProgram, {
        dataDir: this.settings.dataDir,
        port: this.settings.temporalPort,
        mayTimeBeSkipped: this.options.mayTimeBeSkipped ?? false,
      }),
    );
  }

  private set(settings: Record<string, string>): void {
    this.env = { ...this.env, ...settings };
    this.settings = readSettings(this.env);
  }

  private watch(child: Child): void {
    const { name } = child.definition;
    this.processes.set(name, child);
    child.onExit((reason) => {
      if (!this.expected.has(child)) this.options.onUnexpectedEnd?.(name, reason);
    });
  }

  private async claim(note: Say): Promise<void> {
    const dataDir = dataDirOf(this.env);
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, 0o711);
    this.releaseDataDir = claimDataDir(dataDir);
    for (const name of [...APPS].reverse()) await this.endLeftOver(name, endOrphan(dataDir, name), note);
    await this.endLeftOver('temporal', endOrphan(dataDir, 'temporal'), note);
    await this.endLeftOver('postgres', endOrphanedPostgres(dataDir), note);
    this.set({ DEMONSTRATION: chooseDemonstration(dataDir, this.options.env['DEMONSTRATION']) });
    await this.chooseWorkerPort();
    await demandFree(this.portsToServe());
  }

  private async endLeftOver(name: string, ending: Promise<boolean>, note: Say): Promise<void> {
    if (await ending) note(`ended ${name}, left over from a start that was killed`);
  }

  /** Few ask the worker for its health: a second copy need not be told one more port. */
  private async chooseWorkerPort(): Promise<void> {
    if (Number(this.env['WORKER_PORT'] ?? 0) > 0) return;
    const [port] = await freePorts(1);
    this.set({ WORKER_PORT: String(port) });
  }

  private portsToServe(): Record<string, number> {
    const { env, settings } = this;
    return {
      ...(env['DATABASE_URL'] ? {} : { POSTGRES_PORT: settings.postgresPort }),
      ...(env['TEMPORAL_ADDRESS'] ? {} : { TEMPORAL_PORT: settings.temporalPort }),
      ...(env['SMTP_URL'] ? {} : { MAILBOX_PORT: settings.mailboxPort }),
      INTAKE_PORT: settings.intakePort,
      CASEWORK_PORT: settings.caseworkPort,
      WORKER_PORT: settings.workerPort,
    };
  }

  private async startDatabase(note: Say): Promise<void> {
    if (!this.env['DATABASE_URL']) {
      const url = await this.startPostgres(note);
      this.set({
        DATABASE_URL: withDatabase(url, 'prongsai'),
        KEYS_DATABASE_URL: withDatabase(url, 'prongsai_keys'),
      });
    }
    await ensureDatabase(this.settings.databaseUrl);
    await ensureDatabase(this.settings.keysDatabaseUrl);
    record(this.settings.dataDir, {
      DATABASE_URL: this.settings.databaseUrl,
      KEYS_DATABASE_URL: this.settings.keysDatabaseUrl,
    });
  }

  private async findAndStartTemporal(note: Say): Promise<void> {
    const { temporalAddress, temporalTls } = this.settings;
    if (!this.env['TEMPORAL_ADDRESS']) {
      if (temporalTls !== undefined) {
        throw new StartRefusal(
          'TEMPORAL_TLS_CA, TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY are for a server at TEMPORAL_ADDRESS: set it, or unset them.',
        );
      }
      this.temporalProgram = await findTemporal(note);
      note(this.temporalProgram.path);
      await this.startTemporal();
      this.set({ TEMPORAL_ADDRESS: `127.0.0.1:${this.settings.temporalPort}` });
    } else if (!(await temporalAnswers(this.settings))) {
      throw new StartRefusal(
        `No Temporal server answers at ${temporalAddress}: start it, or correct TEMPORAL_ADDRESS${temporalTls ? ' or the certificates' : ''}.`,
      );
    }
    record(this.settings.dataDir, { TEMPORAL_ADDRESS: this.settings.temporalAddress });
  }

  private async startMail(): Promise<void> {
    if (this.env['SMTP_URL']) {
      await demandSmtp(this.settings.smtpUrl);
    } else {
      this.mailbox = await openMailbox(this.settings.mailboxPort);
      this.set({ SMTP_URL: this.mailbox.smtpUrl });
    }
  }
}
