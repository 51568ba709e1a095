import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createKeyring, KEYS_OF, openKeyring, type KeyName } from './keyring.js';

const dataDir = mkdtempSync(join(tmpdir(), 'keyring-'));
beforeAll(() => createKeyring(dataDir));

describe('the keyring', () => {
  it('gives each app its own keys and no others', () => {
    const intake = openKeyring(dataDir, KEYS_OF.intake);
    expect(intake.signer('intake-signing').type).toBe('private');
    expect(intake.publicKeys.custodian).toHaveLength(32);
    expect(() => intake.keyPair('casework')).toThrow('does not hold the key casework');
    expect(() => intake.secret('subjects-token')).toThrow('does not hold');
    expect(() => openKeyring(dataDir, KEYS_OF.worker).keyPair('casework')).toThrow('does not hold');
    const everything = Object.values(KEYS_OF).flatMap((names): KeyName[] => [...names]);
    expect(everything).not.toContain('custodian');
  });

  it('keeps the keys that are there, readable by their owner alone', () => {
    const file = join(dataDir, 'keys', 'casework.key');
    const before = readFileSync(file, 'utf8');
    createKeyring(dataDir);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
