import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf } from './process-identity.js';
import { eventually } from './progress.js';

const PATIENCE_MS = 15_000;

export interface ChildDefinition {
  name: string;
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** The user to run as, when this process is root. */
  user?: { uid: number; gid: number };
  stopSignal?: NodeJS.Signals;
}

/** A process of the stack, in its own group so that Ctrl-C reaches only the start, which stops all in order. */
export class Child {
  readonly pid: number;
  private readonly identity: string | null;

  constructor(
    readonly definition: ChildDefinition,
    private readonly process: ChildProcess,
    private readonly pidFile: string,
  ) {
    this.pid = process.pid ?? 0;
    this.identity = identityOf(this.pid);
    writeFileSync(pidFile, JSON.stringify({ pid: this.pid, identity: this.identity }));
  }

  get isRunning(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null && this.pid > 0;
  }

  onExit(heard: (reason: string) => void): void {
    this.process.once('exit', (code, signal) => heard(signal ?? `code ${code}`));
  }

  /** Resolves once the process is gone. */
  async end(signal: NodeJS.Signals = this.definition.stopSignal ?? 'SIGTERM'): Promise<void> {
    if (this.isRunning) {
      const gone = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill(signal);
      const timer = setTimeout(() => this.process.kill('SIGKILL'), PATIENCE_MS);
      await gone;
      clearTimeout(timer);
    }
    rmSync(this.pidFile, { force: true });
  }
}

const runFolder = (dataDir: string): string => join(dataDir, 'run');
export const logFile = (dataDir: string, name: string): string => join(dataDir, 'logs', `${name}.log`);

/** Starts a process whose output goes to DATA_DIR/logs; throws when the program cannot be run at all. */
export async function startChild(dataDir: string, definition: ChildDefinition): Promise<Child> {
  mkdirSync(runFolder(dataDir), { recursive: true, mode: 0o700 });
  mkdirSync(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  const log = openSync(logFile(dataDir, definition.name), 'w', 0o600);
  const child = spawn(definition.command, definition.args, {
    env: { ...process.env, ...definition.env },
    detached: true,
    stdio: ['ignore', log, log],
    ...definition.user,
  });
  closeSync(log);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  return new Child(definition, child, join(runFolder(dataDir), `${definition.name}.json`));
}

/** Ends what an earlier start left behind (it was killed): only a process that is still the recorded one. */
export async function endOrphan(
  dataDir: string,
  name: string,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<boolean> {
  const file = join(runFolder(dataDir), `${name}.json`);
  const recorded = read(file);
  if (recorded === null) return false;
  const isOurs = (): boolean => identityOf(recorded.pid) === recorded.identity && recorded.identity !== null;
  const wasRunning = isOurs();
  if (wasRunning) {
    process.kill(recorded.pid, signal);
    if (!(await eventually(() => Promise.resolve(!isOurs()), PATIENCE_MS)))
      process.kill(recorded.pid, 'SIGKILL');
    await eventually(() => Promise.resolve(!isOurs()), PATIENCE_MS);
  }
  rmSync(file, { force: true });
  return wasRunning;
}

function read(file: string): { pid: number; identity: string | null } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { pid: number; identity: string | null };
  } catch {
    return null;
  }
}

const TRACE = /^[\s{}^]*$|^\s+at |^Node\.js v|^\s+(\[cause\]|errno|code|syscall|path): /;

/** The last lines that the process wrote but for stack traces, for the sentence about its end. */
export function lastWords(dataDir: string, name: string): string {
  try {
    const lines = readFileSync(logFile(dataDir, name), 'utf8').split('\n');
    return lines
      .filter((line) => !TRACE.test(line))
      .slice(-5)
      .join('\n');
  } catch {
    return '';
  }
}
