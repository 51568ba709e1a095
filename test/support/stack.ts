import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { DAY_MS } from '#domain/time/instant.js';
import { projectPath } from '#settings/project-path.js';
import type { Settings } from '#settings/settings.js';
import { systemTime, type Time } from '#settings/time.js';
import { temporalClient } from '#temporal/client.js';
import { openKeyring } from '#vault/keyring.js';
import type { AppName } from '../../infra/start/apps.js';
import type { ReceivedMail } from '../../infra/start/mailbox/received-mail.js';
import { freePorts } from '../../infra/start/ports.js';
import { Stack as LocalStack } from '../../infra/start/stack.js';
import { everyCaseStarted, writtenMailsSent, writtenMessageIds } from './stack-outboxes.js';
import { advanceOpenWorkflows } from './stack-time.js';

export interface Account {
  username: string;
  password: string;
  role: string;
  unit: string;
}

/** What the machine may offer is left alone: a test starts its own. */
const SERVERS = ['DATABASE_URL', 'KEYS_DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL', 'WORKER_PORT'];
const PORTS = ['POSTGRES_PORT', 'TEMPORAL_PORT', 'MAILBOX_PORT', 'INTAKE_PORT', 'CASEWORK_PORT'];

async function environment(dataDir: string, given: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const ports = await freePorts(PORTS.length);
  return {
    ...process.env,
    ...Object.fromEntries(SERVERS.map((name) => [name, ''])),
    ...Object.fromEntries(PORTS.map((name, at) => [name, String(ports[at])])),
    DATA_DIR: dataDir,
    DEMONSTRATION: 'true',
    TIME_OFFSET_FILE: join(dataDir, 'time-offset'),
    ...given,
  };
}

/** The whole system, built, in a temporary folder on free ports, whose time and faults a test decides. */
export class Stack {
  private offsetMs = 0;
  private isMailRefused = false;
  private openedClient: Client | null = null;

  constructor(private readonly stack: LocalStack) {}

  get settings(): Settings {
    return this.stack.settings;
  }

  get publicUrl(): string {
    return this.settings.publicUrl;
  }

  get caseworkUrl(): string {
    return this.settings.caseworkUrl;
  }

  get mailboxUrl(): string {
    return `http://127.0.0.1:${this.settings.mailboxPort}`;
  }

  get accounts(): Account[] {
    return JSON.parse(
      readFileSync(join(this.settings.dataDir, 'demonstration-accounts.json'), 'utf8'),
    ) as Account[];
  }

  /** The time that all processes of the stack see. */
  get time(): Time {
    return systemTime(this.settings.timeOffsetFile);
  }

  /** A Temporal client with the copy's codec. */
  get client(): Client {
    const { settings } = this;
    const keyring = openKeyring(settings.keysDir, ['codec']);
    this.openedClient ??= temporalClient({
      ...settings,
      codecKeys: () => keyring.secrets('codec'),
    });
    return this.openedClient;
  }

  /** Pid of postgres, temporal, worker, casework or intake; 0 when it does not run. */
  pid(name: string): number {
    return this.stack.processes.get(name)?.pid ?? 0;
  }

  /** `kill -9`. */
  kill(app: AppName): Promise<void> {
    return this.stack.end(app, 'SIGKILL');
  }

  /** Starts the app again, after ending it in good order if it still runs. */
  async restart(app: AppName): Promise<void> {
    await this.stack.end(app);
    await this.stack.startApp(app);
  }

  stopTemporal(): Promise<void> {
    return this.stack.end('temporal', 'SIGKILL');
  }

  startTemporal(): Promise<void> {
    return this.stack.startTemporal();
  }

  async restartPostgres(): Promise<void> {
    await this.stack.end('postgres');
    await this.stack.startPostgres();
  }

  /** From now on every delivery is refused. */
  async stopSmtp(): Promise<void> {
    this.isMailRefused = true;
    await this.stack.mailbox?.stopSmtp();
  }

  async startSmtp(): Promise<void> {
    this.isMailRefused = false;
    await this.stack.mailbox?.startSmtp();
  }

  /** All mails so far, once none waits any more; while SMTP is stopped, at once. */
  async mails(withinMs?: number): Promise<ReceivedMail[]> {
    if (!this.isMailRefused) await writtenMailsSent(this.settings.databaseUrl, this.time, withinMs);
    return this.stack.mailbox?.messages() ?? [];
  }

  /** The message ids of all mails that the worker wrote, sent or not. */
  writtenMails(): Promise<string[]> {
    return writtenMessageIds(this.settings.databaseUrl);
  }

  /**
   * Lets `days` pass for everybody: the apps' clock jumps, every open complaint runs through its timers.
   * Resolves when all have come to rest. Worker and Temporal have to be running.
   */
  async advance(days: number): Promise<void> {
    await everyCaseStarted(this.settings.databaseUrl);
    this.offsetMs += days * DAY_MS;
    writeFileSync(join(this.settings.dataDir, 'time-offset'), String(this.offsetMs));
    await advanceOpenWorkflows(this.client, this.settings.temporalNamespace, days * DAY_MS);
  }

  async stop(): Promise<void> {
    await this.openedClient?.connection.close();
    await this.stack.stop();
    rmSync(this.settings.dataDir, { recursive: true, force: true });
  }
}

/** Needs a build. `env` is given to every process, e.g. `{ CONTINUE_AS_NEW_AFTER: '60' }`. */
export async function startStack(env: NodeJS.ProcessEnv = {}): Promise<Stack> {
  if (!existsSync(projectPath('dist/infra/start/prepare.js'))) throw new Error('Run `npm run build` first.');
  const dataDir = mkdtempSync(join(tmpdir(), 'prongsai-stack-'));
  const lines: string[] = [];
  const stack = new LocalStack({
    env: await environment(dataDir, env),
    say: (line) => lines.push(line),
    mayTimeBeSkipped: true,
  });
  try {
    await stack.start();
  } catch (error) {
    await stack.stop();
    throw new Error(`The stack does not start: ${(error as Error).message}\n${lines.join('\n')}`, {
      cause: error,
    });
  }
  return new Stack(stack);
}
