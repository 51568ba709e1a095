import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export const privateFile = (folder: string, name: string): string => join(folder, `${name}.key`);
export const publicFile = (folder: string, name: string): string => join(folder, `${name}.pub`);

/** Throws one sentence when the file is missing or may not be read. */
export function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `The key file ${basename(file)} cannot be read in ${dirname(file)} (${(error as NodeJS.ErrnoException).code}): ` +
        'correct KEYS_DIR, or let dist/infra/start/prepare.js give this process its keys.',
      { cause: error },
    );
  }
}

/** Whole or not at all, and never over a key that is there: two processes may start at once. */
export function writeOnce(file: string, content: string, mode: number): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, content, { mode, flush: true });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
