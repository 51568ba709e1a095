import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectPath } from '#settings/project-path.js';
import { freePorts } from './ports.js';
import { identityOf } from './process-identity.js';
import { eventually } from './progress.js';

const READY_WITHIN_MS = 240_000;
const PORTS = ['POSTGRES_PORT', 'TEMPORAL_PORT', 'MAILBOX_PORT', 'INTAKE_PORT', 'CASEWORK_PORT'];

/** `npm start`, as a person runs it. */
class Start {
  output = '';
  private readonly process: ChildProcess;
  readonly ended: Promise<number | null>;

  constructor(env: NodeJS.ProcessEnv) {
    this.process = spawn(process.execPath, [projectPath('infra/start.mjs')], {
      env: { ...process.env, DATABASE_URL: '', TEMPORAL_ADDRESS: '', SMTP_URL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
  }

  async ready(): Promise<void> {
    const isOver = (): boolean => this.output.includes('Ready in') || this.process.exitCode !== null;
    await eventually(() => Promise.resolve(isOver()), READY_WITHIN_MS);
    if (!this.output.includes('Ready in')) throw new Error(this.output);
  }

  end(signal: NodeJS.Signals): Promise<number | null> {
    this.process.kill(signal);
    return this.ended;
  }
}

describe('npm start', () => {
  let env: NodeJS.ProcessEnv;
  let dataDir: string;

  const pids = (): number[] =>
    readdirSync(join(dataDir, 'run')).map(
      (file) => (JSON.parse(readFileSync(join(dataDir, 'run', file), 'utf8')) as { pid: number }).pid,
    );

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'prongsai-start-'));
    const ports = await freePorts(PORTS.length);
    env = { ...Object.fromEntries(PORTS.map((name, at) => [name, String(ports[at])])), DATA_DIR: dataDir };
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('continues with its data after everything was killed, leaves alone a copy that runs, and stops everything on Ctrl-C', async () => {
    const first = new Start(env);
    await first.ready();
    const accounts = readFileSync(join(dataDir, 'demonstration-accounts.json'), 'utf8');
    const intake = `http://127.0.0.1:${env['INTAKE_PORT']}`;
    expect((await fetch(`${intake}/health/ready`)).status).toBe(200);
    const [workerHealth = ''] = /http:\S+(?=\n.*Temporal)/.exec(first.output) ?? [];
    expect(await (await fetch(workerHealth)).json()).toEqual({ status: 'ready' });
    expect((await fetch(`http://127.0.0.1:${env['MAILBOX_PORT']}/api/messages`)).status).toBe(200);

    const killed = pids();
    await first.end('SIGKILL');
    const worker = join(dataDir, 'run', 'worker.json');
    process.kill((JSON.parse(readFileSync(worker, 'utf8')) as { pid: number }).pid, 'SIGKILL');

    const second = new Start(env);
    await second.ready();
    expect(killed.filter((pid) => identityOf(pid) !== null)).toEqual([]);
    expect(second.output).toContain('left over from a start that was killed');
    expect(readFileSync(join(dataDir, 'demonstration-accounts.json'), 'utf8')).toBe(accounts);

    const running = pids();
    expect(running).toHaveLength(6);

    const beside = new Start(env);
    expect(await beside.ended).toBe(1);
    expect(beside.output).toContain('A copy is already running');
    expect(beside.output).not.toContain('stopped');
    expect(running.filter((pid) => identityOf(pid) === null)).toEqual([]);
    expect((await fetch(`${intake}/health/ready`)).status).toBe(200);
    expect(second.output).not.toContain('ended by itself');

    expect(await second.end('SIGINT')).toBe(0);
    expect(running.filter((pid) => identityOf(pid) !== null)).toEqual([]);
    expect(second.output).toContain('✓ stopped');
  }, 500_000);

  it('says in one sentence that a port is in use', async () => {
    const server = createServer().listen(Number(env['INTAKE_PORT']), '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const start = new Start(env);
    expect(await start.ended).toBe(1);
    expect(start.output).toContain(`Port ${env['INTAKE_PORT']} is in use`);
    server.close();
  }, 60_000);

  it('says in one sentence that DATABASE_URL is not the address of a database', async () => {
    const start = new Start({ ...env, DATABASE_URL: 'postgresql://agency:se#cret@db/agency' });
    expect(await start.ended).toBe(1);
    expect(start.output).toContain('\nDATABASE_URL is not a PostgreSQL address: it must look like');
    expect(start.output).not.toMatch(/^ +at |cret@/m);
  }, 300_000);

  it('ends everything and says so when one of its processes ends by itself', async () => {
    const start = new Start(env);
    await start.ready();
    const running = pids();
    const casework = readFileSync(join(dataDir, 'run', 'casework.json'), 'utf8');
    process.kill((JSON.parse(casework) as { pid: number }).pid, 'SIGKILL');
    expect(await start.ended).toBe(1);
    expect(start.output).toContain('casework ended by itself (SIGKILL)');
    expect(running.filter((pid) => identityOf(pid) !== null)).toEqual([]);
  }, 300_000);
});
