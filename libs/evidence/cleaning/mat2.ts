import { execFile, spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { MEDIA_TYPES, type MediaType } from '../media-type.js';
import { Spool } from '../spool.js';

const WITHIN_MS = 180_000;
const FOLDER = 'prongsai-cleaning-';

/** Whether the program is there, asked once. */
export async function findMat2(): Promise<boolean> {
  return promisify(execFile)('mat2', ['--version']).then(
    () => true,
    () => false,
  );
}

/** Runs mat2 on the file; false where it cannot clean it. */
function isCleanedBy(folder: string, file: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('mat2', [file], {
      cwd: folder,
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8' },
      timeout: WITHIN_MS,
      killSignal: 'SIGKILL',
    });
    child.once('close', (code) => resolve(code === 0));
    child.once('error', () => resolve(false));
  });
}

/**
 * The file without what is known about it besides its content, spooled; null where mat2 does not know how. It needs the
 * plain file: that lies in a folder which only this user may enter, for as long as mat2 works.
 */
export async function cleanByMat2(source: Spool, type: MediaType, folder: string): Promise<Spool | null> {
  const own = await mkdtemp(join(folder, FOLDER));
  const { ending } = MEDIA_TYPES[type];
  try {
    await pipeline(source.stream(), createWriteStream(join(own, `file.${ending}`), { mode: 0o600 }));
    if (!(await isCleanedBy(own, `file.${ending}`))) return null;
    return await Spool.of(createReadStream(join(own, `file.cleaned.${ending}`)), folder);
  } catch {
    return null;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** Removes what a process that was killed has left in plain. */
export async function removeLeftovers(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith(FOLDER));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
