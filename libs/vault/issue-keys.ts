import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile, parseKeyFile, readKey, versionsAmong, writeOnce, type KeyFileKind } from './key-file.js';
import { KEYED_APPS, KEYS_OF, SIGNERS, type KeyedApp, type KeyName } from './key-names.js';
import { KEY_HOLDERS } from './purpose.js';

const MODE: Record<KeyFileKind, number> = { key: 0o600, pub: 0o644 };

/** The contents of all versions of a key in the folder, the current one first. */
const contents = (folder: string, name: KeyName, kind: KeyFileKind): string[] =>
  versionsAmong(readdirSync(folder), name, kind).map((version) =>
    readFileSync(keyFile(folder, name, kind, version), 'utf8'),
  );

/** Copies what is not there yet; a key that differs is never written over: what it sealed would be lost. */
function give(from: string, to: string, name: KeyName, kind: KeyFileKind): void {
  const [source, target] = [keyFile(from, name, kind), keyFile(to, name, kind)];
  const key = readKey(source);
  writeOnce(target, key, MODE[kind]);
  const given = readKey(target);
  // A version on its way: the share has it in place a moment before the folder of all keys.
  if (given !== key && !contents(from, name, kind).includes(given))
    throw new Error(
      `${target} is another key than ${source}: find out which is the right one, and take the other away.`,
    );
  for (const earlier of contents(from, name, kind).reverse())
    if (!contents(to, name, kind).includes(earlier)) {
      const numbers = versionsAmong(readdirSync(to), name, kind).filter((one) => typeof one === 'number');
      writeOnce(keyFile(to, name, kind, (numbers[0] ?? 0) + 1), earlier, MODE[kind]);
    }
}

/**
 * Gives an app its share of the keys in `from`: the private keys and secrets of `KEYS_OF`, and every public key, in all
 * versions, in a folder of its own, so that whoever breaks into it finds no other. Throws one sentence when that folder
 * holds a private key of somebody else, or another key of the same name.
 */
export function issueKeys(from: string, to: string, app: KeyedApp): void {
  const own = KEYS_OF[app];
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const foreign = readdirSync(to).filter(
    (file) => file.endsWith('.key') && !own.some((name) => parseKeyFile(file)?.name === name),
  );
  if (foreign.length > 0)
    throw new Error(`${to} holds keys that ${app} must not have: take ${foreign.join(', ')} away.`);
  for (const name of own) give(from, to, name, 'key');
  for (const name of [...KEY_HOLDERS, ...SIGNERS]) give(from, to, name, 'pub');
}

/** Every app's share, each in the folder of its name. */
export function issueAllKeys(from: string, to: string): void {
  for (const app of KEYED_APPS) issueKeys(from, join(to, app), app);
}
