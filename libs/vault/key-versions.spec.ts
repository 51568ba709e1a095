import { copyFileSync, linkSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DoesNotOpen } from './does-not-open.js';
import { keyFile } from './key-file.js';
import { createKeyring, KEYS_OF, openKeyring } from './keyring.js';
import { resealDataKey } from './reseal.js';
import { newDataKeys, type SealedDataKey } from './sealing.js';
import { keyPairOf } from './x25519.js';

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'key-versions-'));
  createKeyring(folder);
  return folder;
};
const receipt = keyPairOf(Buffer.alloc(32, 5)).publicKey;

/** Puts another key in the place of the folder's, and keeps that one as version 1. */
function replace(folder: string, name: 'casework' | 'codec'): void {
  const other = newFolder();
  for (const kind of name === 'codec' ? (['key'] as const) : (['key', 'pub'] as const)) {
    linkSync(keyFile(folder, name, kind), keyFile(folder, name, kind, 1));
    renameSync(keyFile(other, name, kind), keyFile(folder, name, kind));
  }
}

describe('the versions of a key', () => {
  it('are found by a process that runs: the new one seals, all open', async () => {
    const folder = newFolder();
    const keyring = openKeyring(folder, KEYS_OF.casework);
    const seal = (): { dataKey: Buffer; wrapped: SealedDataKey } => {
      const { dataKeys, wrapped } = newDataKeys('named', ['narrative'], keyring.publicKeys, receipt);
      return { dataKey: dataKeys.narrative!, wrapped: wrapped.find((one) => one.recipient === 'casework')! };
    };
    const holder = keyring.holder('casework');
    const codec = keyring.secret('codec');
    const before = seal();
    expect(before.wrapped.keyId).toBe(keyring.publicKeys.casework.id);
    replace(folder, 'casework');
    replace(folder, 'codec');
    await pause(1_100);

    const after = seal();
    expect(after.wrapped.keyId).not.toBe(before.wrapped.keyId);
    expect(after.wrapped.keyId).toBe(keyring.publicKeys.casework.id);
    for (const { dataKey, wrapped } of [before, after])
      expect(await holder.openDataKey(wrapped)).toEqual(dataKey);
    expect(keyring.secrets('codec')).toEqual([keyring.secret('codec'), codec]);

    const renewed = await resealDataKey(before.wrapped, holder, keyring.publicKeys.casework);
    expect(renewed.keyId).toBe(after.wrapped.keyId);
    rmSync(keyFile(folder, 'casework', 'key', 1));
    await pause(1_100);
    expect(await holder.openDataKey(renewed)).toEqual(before.dataKey);
    await expect(holder.openDataKey(before.wrapped)).rejects.toThrow();
  });

  it('serve on when the folder is in disorder, but nothing starts on it', async () => {
    const folder = newFolder();
    const keyring = openKeyring(folder, KEYS_OF.worker);
    const codec = keyring.secret('codec');
    renameSync(keyFile(folder, 'codec', 'key'), keyFile(folder, 'codec', 'key', 1));
    await pause(1_100);
    expect(keyring.secret('codec')).toEqual(codec);
    expect(() => openKeyring(folder, KEYS_OF.worker)).toThrow('The key file codec.key cannot be read');
  });
});

describe("a holder's key that a key service keeps", () => {
  const folder = newFolder();
  const vault = newFolder();
  let server: Server;
  let url: string;
  const asked: unknown[] = [];
  const body = async (request: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    return text;
  };

  beforeAll(async () => {
    // The service has the custodian's key, which is taken away from the folder of the apps.
    for (const kind of ['key', 'pub'] as const)
      copyFileSync(keyFile(folder, 'custodian', kind), keyFile(vault, 'custodian', kind));
    rmSync(keyFile(folder, 'custodian', 'key'));
    const own = openKeyring(vault, ['custodian']).holder('custodian');
    server = createServer((request, response) => {
      void (async () => {
        const wrapped = JSON.parse(await body(request)) as { sealed: string } & Omit<SealedDataKey, 'sealed'>;
        asked.push({ path: request.url, authorization: request.headers.authorization, ...wrapped });
        const dataKey = await own
          .openDataKey({ ...wrapped, sealed: Buffer.from(wrapped.sealed, 'base64') })
          .catch(() => null);
        if (dataKey === null) response.writeHead(422).end();
        else response.end(JSON.stringify({ dataKey: dataKey.toString('base64') }));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
  });

  it('opens through the service, and is missing nowhere in the process', async () => {
    expect(() => openKeyring(folder, KEYS_OF.worker)).toThrow('custodian.key cannot be read');
    const keyring = openKeyring(folder, KEYS_OF.worker, { url, holders: ['custodian'] });
    const { dataKeys, wrapped } = newDataKeys('confidential', ['identity'], keyring.publicKeys, receipt);
    const sealed = wrapped.find(({ recipient }) => recipient === 'custodian')!;
    expect(await keyring.holder('custodian').openDataKey(sealed)).toEqual(dataKeys.identity);
    expect(asked.at(-1)).toMatchObject({ path: '/unwrap', holder: 'custodian', keyId: sealed.keyId });
    expect(() => keyring.keyPair('custodian')).toThrow('does not hold the key custodian');
    expect(
      await resealDataKey(sealed, keyring.holder('custodian'), keyring.publicKeys.casework),
    ).toMatchObject({ purpose: 'identity', keyId: keyring.publicKeys.casework.id });
  });

  it('says whose key was not opened when the service refuses, and nothing of the key', async () => {
    const keyring = openKeyring(folder, KEYS_OF.worker, { url, holders: ['custodian'] });
    const { wrapped } = newDataKeys('confidential', ['contact'], keyring.publicKeys, receipt);
    const refused = keyring.holder('custodian').openDataKey(wrapped[0]!);
    await expect(refused).rejects.toThrow('The key service does not open a key of custodian: 422.');
    await expect(refused).rejects.toBeInstanceOf(DoesNotOpen);
    const elsewhere = openKeyring(folder, [], { url: 'http://127.0.0.1:1', holders: ['custodian'] });
    const away = elsewhere.holder('custodian').openDataKey(wrapped[0]!);
    await expect(away).rejects.toThrow('The key service cannot be reached for a key of custodian.');
    await expect(away).rejects.not.toBeInstanceOf(DoesNotOpen);
  });
});
