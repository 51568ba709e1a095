import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.js';

const PROGRAM = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find(existsSync);

export const hasClamd = PROGRAM !== undefined;
export const CLAMD_MISSING = 'skipped: clamd is not installed (Debian: apt-get install clamav-daemon)\n';

/** What every scanner has to find, in two halves so that this file is not found itself. */
export const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`;

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path, () => socket.end('zPING\0'));
    socket.once('data', () => resolve(true)).once('error', () => resolve(false));
  });

/** A real daemon of ClamAV with one signature of its own, on a socket in a temporary folder. */
export class ClamdForTests {
  private constructor(
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  get path(): string {
    return join(this.folder, 'clamd.sock');
  }

  static async start(): Promise<ClamdForTests> {
    const folder = mkdtempSync(join(tmpdir(), 'prongsai-clamd-'));
    const database = join(folder, 'signatures');
    mkdirSync(database);
    const sample = Buffer.from('EICAR-STANDARD-ANTIVIRUS-TEST-FILE').toString('hex');
    writeFileSync(join(database, 'eicar.ndb'), `Prongsai.Eicar:0:*:${sample}\n`);
    const settings = {
      DatabaseDirectory: database,
      LocalSocket: join(folder, 'clamd.sock'),
      Foreground: 'yes',
      MaxThreads: '2',
      StreamMaxLength: '100M',
    };
    const file = join(folder, 'clamd.conf');
    writeFileSync(
      file,
      Object.entries(settings)
        .map(([name, value]) => `${name} ${value}\n`)
        .join(''),
    );
    const child = spawn(PROGRAM ?? 'clamd', ['-c', file], { stdio: 'ignore' });
    const daemon = new ClamdForTests(folder, child);
    await until(() => answers(daemon.path));
    return daemon;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
