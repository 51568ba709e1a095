import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Which one of a key's versions: `current` seals and signs, `next` is known to all before it takes its place, and the
 * numbered ones (1 the oldest) open what was sealed earlier.
 */
export type KeyVersion = 'current' | 'next' | number;
/** A private key or a secret, or the public half. */
export type KeyFileKind = 'key' | 'pub';

/** `mailer.key`, `mailer.next.key`, `mailer.1.key`. */
export const keyFile = (
  folder: string,
  name: string,
  kind: KeyFileKind,
  version: KeyVersion = 'current',
): string => join(folder, version === 'current' ? `${name}.${kind}` : `${name}.${version}.${kind}`);

export const privateFile = (folder: string, name: string): string => keyFile(folder, name, 'key');
export const publicFile = (folder: string, name: string): string => keyFile(folder, name, 'pub');

const PATTERN = /^([a-z-]+)(?:\.(next|[1-9]\d*))?\.(key|pub)$/;

/** Which key's version the file holds; null for other files. */
export function parseKeyFile(file: string): { name: string; version: KeyVersion; kind: KeyFileKind } | null {
  const [, name, version, kind] = PATTERN.exec(file) ?? [];
  if (name === undefined) return null;
  return {
    name,
    version: version === undefined ? 'current' : version === 'next' ? 'next' : Number(version),
    kind: kind as KeyFileKind,
  };
}

const rank = (version: KeyVersion): number =>
  version === 'current' ? Infinity : version === 'next' ? Number.MAX_VALUE : version;

/** The versions of a key among the files: `current`, `next`, then the earlier ones, the youngest first. */
export const versionsAmong = (files: readonly string[], name: string, kind: KeyFileKind): KeyVersion[] =>
  files
    .map(parseKeyFile)
    .filter((one) => one?.name === name && one.kind === kind)
    .flatMap((one) => (one === null ? [] : [one.version]))
    .sort((a, b) => rank(b) - rank(a));

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
