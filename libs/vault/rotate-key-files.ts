import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createPublicKey } from 'node:crypto';
import { keyFile, type KeyFileKind, versionsAmong, writeOnce } from './key-file.js';
import { keyIdOf, rawPublicKey } from './key-id.js';
import { isSecret, KEYED_APPS, KEYS_OF, type KeyName } from './key-names.js';
import { newKey, publicHalf } from './new-key.js';

/** Where keys lie: the folder that holds all, and each app's share, in a folder of its name; null: there are none. */
export interface KeyFolders {
  all: string;
  shares: string | null;
}

const KINDS: readonly KeyFileKind[] = ['key', 'pub'];
const MODE: Record<KeyFileKind, number> = { key: 0o600, pub: 0o644 };

/** The folders of the apps, and what of this key each of them holds. */
const sharesOf = ({ shares }: KeyFolders, name: KeyName): { folder: string; kinds: KeyFileKind[] }[] =>
  shares === null
    ? []
    : KEYED_APPS.map((app) => ({
        folder: join(shares, app),
        kinds: KINDS.filter((kind) => (kind === 'key' ? KEYS_OF[app].includes(name) : !isSecret(name))),
      }));

const contentOf = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

const numbered = (folder: string, name: KeyName, kind: KeyFileKind): number[] =>
  versionsAmong(readdirSync(folder), name, kind).filter((one) => typeof one === 'number');

/** The name of the key in the file, as sealed keys, seals and payloads refer to it. */
function idIn(folder: string, name: KeyName, version: 'current' | 'next' | number): string {
  if (isSecret(name))
    return keyIdOf(Buffer.from(readFileSync(keyFile(folder, name, 'key', version), 'utf8'), 'base64'));
  return keyIdOf(rawPublicKey(createPublicKey(readFileSync(keyFile(folder, name, 'pub', version), 'utf8'))));
}

/** The names of a key's versions in the folder of all keys: the current one, and the earlier ones. */
export function keyIdsOf({ all }: KeyFolders, name: KeyName): { current: string; earlier: string[] } {
  const kind = isSecret(name) ? 'key' : 'pub';
  return {
    current: idIn(all, name, 'current'),
    earlier: numbered(all, name, kind).map((version) => idIn(all, name, version)),
  };
}

/**
 * Makes a key's next version and gives it to whoever holds the key, to be known everywhere before it is used anywhere.
 * One that was made before, by a run that was broken off or by a key service, is taken on.
 */
export function stageKey(folders: KeyFolders, name: KeyName): void {
  const { all } = folders;
  const isServed = existsSync(keyFile(all, name, 'pub')) && !existsSync(keyFile(all, name, 'key'));
  if (isServed && !existsSync(keyFile(all, name, 'pub', 'next')))
    throw new Error(
      `The private key ${name} is not here: make its next version where it lies, and put the public half into ` +
        `${basename(keyFile(all, name, 'pub', 'next'))}.`,
    );
  if (!isServed) {
    writeOnce(keyFile(all, name, 'key', 'next'), newKey(name), MODE.key);
    const key = readFileSync(keyFile(all, name, 'key', 'next'), 'utf8');
    if (!isSecret(name)) writeOnce(keyFile(all, name, 'pub', 'next'), publicHalf(key), MODE.pub);
  }
  for (const { folder, kinds } of sharesOf(folders, name))
    for (const kind of kinds) {
      const next = contentOf(keyFile(all, name, kind, 'next'));
      if (next !== null && contentOf(keyFile(folder, name, kind)) !== next)
        writeOnce(keyFile(folder, name, kind, 'next'), next, MODE[kind]);
    }
}

function promoteIn(folder: string, name: KeyName): void {
  for (const kind of KINDS) {
    const [current, next] = [keyFile(folder, name, kind), keyFile(folder, name, kind, 'next')];
    if (!existsSync(next)) continue;
    const [youngest = 0] = numbered(folder, name, kind);
    // Broken off between the two steps: the current one is kept already.
    const isKept = youngest > 0 && contentOf(keyFile(folder, name, kind, youngest)) === contentOf(current);
    if (!isKept) linkSync(current, keyFile(folder, name, kind, youngest + 1));
    renameSync(next, current);
  }
}

/** The next version takes the current one's place, which is kept under a number; the folder of all keys comes last. */
export function promoteKey(folders: KeyFolders, name: KeyName): void {
  for (const { folder } of sharesOf(folders, name)) promoteIn(folder, name);
  promoteIn(folders.all, name);
}

/** Whether a version was made and has not taken its place yet. */
export const isStaged = ({ all }: KeyFolders, name: KeyName): boolean =>
  existsSync(keyFile(all, name, isSecret(name) ? 'key' : 'pub', 'next'));

/** Destroys the earlier versions everywhere; `keepPublic`: of the private halves only. */
export function retireKey(folders: KeyFolders, name: KeyName, keepPublic: boolean): void {
  const places = [...sharesOf(folders, name).map(({ folder }) => folder), folders.all];
  for (const folder of places)
    for (const kind of keepPublic ? (['key'] as const) : KINDS)
      for (const version of numbered(folder, name, kind)) rmSync(keyFile(folder, name, kind, version));
}
