import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createKeyring, KEYS_OF, openKeyring } from './keyring.js';

const folder = mkdtempSync(join(tmpdir(), 'keyring-'));
beforeAll(() => createKeyring(folder));

describe('the keyring', () => {
  it('gives each app its own keys and no others', () => {
    const intake = openKeyring(folder, KEYS_OF.intake);
    expect(intake.signer('intake-signing').type).toBe('private');
    expect(intake.publicKeys.custodian.raw).toHaveLength(32);
    expect(() => intake.keyPair('casework')).toThrow('does not hold the key casework');
    expect(() => intake.secret('subjects-token')).toThrow('does not hold');
    expect(() => openKeyring(folder, KEYS_OF.worker).keyPair('casework')).toThrow('does not hold');
    const withPages = [...KEYS_OF.intake, ...KEYS_OF.casework];
    expect(withPages).not.toContain('custodian');
    expect(openKeyring(folder, KEYS_OF.worker).keyPair('custodian').privateKey.type).toBe('private');
  });

  it('keeps the keys that are there, readable by their owner alone', () => {
    const file = join(folder, 'casework.key');
    const before = readFileSync(file, 'utf8');
    createKeyring(folder);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('makes no other key in the place of one that was taken away', () => {
    const poor = mkdtempSync(join(tmpdir(), 'keyring-'));
    createKeyring(poor);
    rmSync(join(poor, 'custodian.key'));
    createKeyring(poor);
    expect(() => openKeyring(poor, ['custodian'])).toThrow('The key file custodian.key cannot be read');
  });

  it('names the key that is missing, and where it was looked for', () => {
    const poor = mkdtempSync(join(tmpdir(), 'keyring-'));
    createKeyring(poor);
    rmSync(join(poor, 'intake-signing.key'));
    expect(() => openKeyring(poor, KEYS_OF.intake)).toThrow(
      `The key file intake-signing.key cannot be read in ${poor} (ENOENT): correct KEYS_DIR,`,
    );
    expect(() => openKeyring(poor, KEYS_OF.casework)).not.toThrow();
  });
});
