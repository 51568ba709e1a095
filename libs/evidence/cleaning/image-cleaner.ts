import { spawn } from 'node:child_process';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { projectPath } from '#settings/project-path.js';
import { FileRefused } from '../checking/file-fault.js';
import { Spool } from '../spool.js';

const WITHIN_MS = 120_000;
const SCRIPT = projectPath('libs/evidence/cleaning/clean-image.mjs');

/** The picture as its pixels make it, spooled. Throws `broken` where it cannot be read as a picture. */
export async function cleanImage(source: Readable, format: string, folder: string): Promise<Spool> {
  const child = spawn(process.execPath, [SCRIPT, format], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Nothing of the server's surroundings is this process's business.
    env: {},
    timeout: WITHIN_MS,
    killSignal: 'SIGKILL',
  });
  const exited = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
    child.once('error', () => resolve(null));
  });
  const output = new PassThrough();
  // A decoder that has given up reads no further: its exit says so.
  const fed = pipeline(source, child.stdin).catch(() => undefined);
  const drained = pipeline(child.stdout, output);
  const spool = await Spool.of(output, folder);
  await Promise.all([fed, drained]);
  if ((await exited) === 0 && spool.size > 0) return spool;
  await spool.close();
  throw new FileRefused('broken');
}
