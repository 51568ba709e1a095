import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { issueAllKeys, issueKeys } from './issue-keys.js';
import { KEYED_APPS, KEYS_OF } from './key-names.js';
import { createKeyring, openKeyring } from './keyring.js';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'issue-keys-'));
let all: string;
let shares: string;
beforeEach(() => {
  all = newFolder();
  shares = newFolder();
  createKeyring(all);
  issueAllKeys(all, shares);
});

const privateKeysIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => !file.endsWith('.pub'))
    .sort();

describe('the share of the keys that an app is given', () => {
  it.each(KEYED_APPS)('is what %s may hold and nothing else, readable by its owner alone', (app) => {
    const folder = join(shares, app);
    expect(privateKeysIn(folder)).toEqual(KEYS_OF[app].map((name) => `${name}.key`).sort());
    for (const file of privateKeysIn(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(openKeyring(folder, KEYS_OF[app]).publicKeys).toEqual(openKeyring(all, []).publicKeys);
  });

  it('lets whoever breaks into intake open nothing: neither case, nor contact, nor identity, nor session', () => {
    const folder = join(shares, 'intake');
    for (const name of [
      'casework',
      'custodian',
      'mailer',
      'worker',
      'casework-signing',
      'session-cookies',
    ] as const)
      expect(() => openKeyring(folder, [name])).toThrow(`The key file ${name}.key cannot be read`);
  });

  it("holds the custodian's key with the worker alone, which serves no page", () => {
    const holding = KEYED_APPS.filter((app) => privateKeysIn(join(shares, app)).includes('custodian.key'));
    expect(holding).toEqual(['worker']);
  });

  it('is left as it is when it is issued again, and completed where a key is new', () => {
    const file = join(shares, 'worker', 'mailer.key');
    const before = readFileSync(file, 'utf8');
    rmSync(join(shares, 'worker', 'codec.key'));
    issueAllKeys(all, shares);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readFileSync(join(shares, 'worker', 'codec.key'))).toEqual(readFileSync(join(all, 'codec.key')));
  });

  it('is not written over with another key: what the first one sealed would be lost', () => {
    const others = newFolder();
    createKeyring(others);
    expect(() => issueKeys(others, join(shares, 'worker'), 'worker')).toThrow(
      'mailer.key is another key than',
    );
    expect(readFileSync(join(shares, 'worker', 'mailer.key'))).toEqual(readFileSync(join(all, 'mailer.key')));
  });

  it("is not put beside a key that is somebody else's", () => {
    copyFileSync(join(all, 'casework.key'), join(shares, 'intake', 'casework.key'));
    expect(() => issueAllKeys(all, shares)).toThrow(
      'keys that intake must not have: take casework.key away.',
    );
  });
});
