import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { privateFile, publicFile, readKey, writeOnce } from './key-file.js';
import { KEYED_APPS, KEYS_OF, SIGNERS, type KeyedApp } from './key-names.js';
import { KEY_HOLDERS } from './purpose.js';

/** Copies what is not there yet; a key that differs is never written over: what it sealed would be lost. */
function give(from: string, to: string, mode: number): void {
  const key = readKey(from);
  writeOnce(to, key, mode);
  if (readKey(to) !== key)
    throw new Error(
      `${to} is another key than ${from}: find out which is the right one, and take the other away.`,
    );
}

/**
 * Gives an app its share of the keys in `from`: the private keys and secrets of `KEYS_OF`, and every public key, in a
 * folder of its own, so that whoever breaks into it finds no other. Throws one sentence when that folder holds a
 * private key of somebody else, or another key of the same name.
 */
export function issueKeys(from: string, to: string, app: KeyedApp): void {
  const own = KEYS_OF[app];
  mkdirSync(to, { recursive: true, mode: 0o700 });
  const foreign = readdirSync(to).filter(
    (file) => file.endsWith('.key') && !own.some((name) => file === `${name}.key`),
  );
  if (foreign.length > 0)
    throw new Error(`${to} holds keys that ${app} must not have: take ${foreign.join(', ')} away.`);
  for (const name of own) give(privateFile(from, name), privateFile(to, name), 0o600);
  for (const name of [...KEY_HOLDERS, ...SIGNERS]) give(publicFile(from, name), publicFile(to, name), 0o644);
}

/** Every app's share, each in the folder of its name. */
export function issueAllKeys(from: string, to: string): void {
  for (const app of KEYED_APPS) issueKeys(from, join(to, app), app);
}
