import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSettings, recordedSettingsFile } from './settings.js';
import { systemTime } from './time.js';

const emptyFolder = (): string => mkdtempSync(join(tmpdir(), 'settings-'));

describe('settings', () => {
  it('keeps the wrapped keys in a database of their own', () => {
    const settings = readSettings({
      DATA_DIR: emptyFolder(),
      DATABASE_URL: 'postgresql://u:p@db:5432/agency',
    });
    expect(settings.keysDatabaseUrl).toBe('postgresql://u:p@db:5432/agency_keys');
  });

  it('follows what the first start recorded, unless the environment says otherwise', () => {
    const DATA_DIR = emptyFolder();
    writeFileSync(
      recordedSettingsFile(DATA_DIR),
      JSON.stringify({ DEMONSTRATION: 'true', INTAKE_PORT: '4000' }),
    );
    expect(readSettings({ DATA_DIR })).toMatchObject({ isDemonstration: true, intakePort: 4000 });
    expect(readSettings({ DATA_DIR, INTAKE_PORT: '4001' }).publicUrl).toBe('http://127.0.0.1:4001');
  });

  it('stays on the loopback address in demonstration mode', () => {
    const env = { DATA_DIR: emptyFolder(), BIND_ADDRESS: '0.0.0.0' };
    expect(readSettings({ ...env, DEMONSTRATION: 'true' }).bindAddress).toBe('127.0.0.1');
    expect(readSettings(env).bindAddress).toBe('0.0.0.0');
  });

  it.each(['somewhere', 'mysql://u:p@db/agency', 'postgresql://db:5432', 'postgresql://u:se#cret@db/agency'])(
    'says of %s that it is not the address of a database, without the password',
    (address) => {
      for (const variable of ['DATABASE_URL', 'KEYS_DATABASE_URL']) {
        const read = (): unknown => readSettings({ DATA_DIR: emptyFolder(), [variable]: address });
        expect(read).toThrow(`${variable} is not a PostgreSQL address: it must look like postgresql://`);
        expect(read).not.toThrow('cret');
      }
    },
  );

  it('believes one proxy where people come by TLS and none else, unless told how many there are', () => {
    const read = (env: NodeJS.ProcessEnv): number =>
      readSettings({ DATA_DIR: emptyFolder(), ...env }).trustedProxyHops;
    expect(read({})).toBe(0);
    expect(read({ PUBLIC_URL: 'https://complaints.example.go.th' })).toBe(1);
    expect(read({ PUBLIC_URL: 'https://complaints.example.go.th', TRUSTED_PROXY_HOPS: '2' })).toBe(2);
    expect(() => read({ TRUSTED_PROXY_HOPS: 'all' })).toThrow('TRUSTED_PROXY_HOPS');
  });

  it('names the variable that is wrong', () => {
    expect(() => readSettings({ DATA_DIR: emptyFolder(), INTAKE_PORT: 'many' })).toThrow('INTAKE_PORT');
  });

  it('reads the certificates for Temporal, all three or none', () => {
    const DATA_DIR = emptyFolder();
    const file = (name: string): string => {
      writeFileSync(join(DATA_DIR, name), name);
      return join(DATA_DIR, name);
    };
    const given = {
      TEMPORAL_TLS_CA: file('ca'),
      TEMPORAL_TLS_CERT: file('cert'),
      TEMPORAL_TLS_KEY: file('key'),
    };
    expect(readSettings({ DATA_DIR }).temporalTls).toBeUndefined();
    expect(readSettings({ DATA_DIR, ...given }).temporalTls?.key.toString()).toBe('key');
    expect(() => readSettings({ DATA_DIR, ...given, TEMPORAL_TLS_KEY: '' })).toThrow(
      'Temporal is reached with certificates only when TEMPORAL_TLS_KEY is set too.',
    );
    expect(() => readSettings({ DATA_DIR, ...given, TEMPORAL_TLS_CERT: '/nowhere.crt' })).toThrow(
      'TEMPORAL_TLS_CERT names /nowhere.crt, which cannot be read (ENOENT): correct it.',
    );
  });
});

describe('time', () => {
  it('is moved by the offset file from one reading to the next', () => {
    const file = join(emptyFolder(), 'offset');
    const time = systemTime(file);
    const before = Date.parse(time.now());
    writeFileSync(file, String(86_400_000));
    expect(Date.parse(time.now()) - before).toBeGreaterThanOrEqual(86_400_000);
  });
});

describe('an identity provider', () => {
  const given = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'casework', OIDC_CLIENT_SECRET: 'x' };
  const read = (changes: Record<string, string>) =>
    readSettings({ DATA_DIR: '/nowhere', ...given, ...changes }).identityProvider;

  it('is there when it is named whole, with its secret in a file or not', () => {
    expect(readSettings({ DATA_DIR: '/nowhere' }).identityProvider).toBeUndefined();
    expect(read({ OIDC_SECOND_FACTOR: 'mfa, otp' })).toEqual({
      ...{ issuer: 'https://id.example', clientId: 'casework', clientSecret: 'x', name: 'id.example' },
      secondFactorValues: ['mfa', 'otp'],
    });
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'secret');
    writeFileSync(file, 'of a file\n');
    expect(read({ OIDC_CLIENT_SECRET: '', OIDC_CLIENT_SECRET_FILE: file })?.clientSecret).toBe('of a file');
  });

  it.each([
    ['an address in clear', { OIDC_ISSUER: 'http://id.example' }, 'has to be an https address'],
    ['no address', { OIDC_ISSUER: 'id' }, 'has to be an https address'],
    ['no client', { OIDC_CLIENT_ID: '' }, 'set them'],
    ['no secret', { OIDC_CLIENT_SECRET: '' }, 'set them'],
    ['a file that is not there', { OIDC_CLIENT_SECRET_FILE: '/nowhere/secret' }, 'cannot be read (ENOENT)'],
  ])('is refused in one sentence for %s', (_, changes, sentence) => {
    expect(() => read(changes)).toThrow(sentence);
  });
});

describe('who needs a second factor', () => {
  it('is said by the role, in production only', () => {
    const roles = (DEMONSTRATION: string) =>
      readSettings({ DATA_DIR: '/nowhere', DEMONSTRATION }).secondFactorRoles;
    expect([roles('false'), roles('true')]).toEqual([['custodian', 'auditor', 'administrator'], []]);
  });
});
