import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { nodeTooOld } from '../install.mjs';
import { chooseDemonstration } from './demonstration.js';
import { claimDataDir } from './one-start.js';
import { demandFree, freePorts } from './ports.js';
import { ensureDatabase } from './postgres/databases.js';
import { demandEnterable } from './postgres/system-user.js';
import { demandSmtp } from './smtp-check.js';
import { findTemporal } from './temporal/find-temporal.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'refusals-'));

describe('why the stack cannot start, in one sentence each', () => {
  it('a port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await expect(demandFree({ INTAKE_PORT: port })).rejects.toThrow(
      `Port ${port} is in use: stop the program that uses it, or choose another port by setting INTAKE_PORT.`,
    );
    server.close();
  });

  it('a port is given twice', async () => {
    const [port] = await freePorts(1);
    await expect(demandFree({ INTAKE_PORT: port ?? 0, CASEWORK_PORT: port ?? 0 })).rejects.toThrow(
      'given twice',
    );
  });

  it('Node.js is too old', () => {
    expect(nodeTooOld('18.20.4')).toBe(
      'Node.js 20 or later is needed, this is 18.20.4: install a newer one.',
    );
    expect(nodeTooOld('20.0.0')).toBeNull();
  });

  it('there is no way to get Temporal', async () => {
    const found = findTemporal(() => undefined, [() => null, () => Promise.resolve(null)]);
    await expect(found).rejects.toThrow('There is no way to get Temporal: install');
  });

  it("PostgreSQL's user cannot enter the data folder", () => {
    const closed = folder();
    chmodSync(closed, 0o700);
    mkdirSync(join(closed, 'data'));
    expect(() => demandEnterable(join(closed, 'data'), { uid: 54_321, gid: 54_321 })).toThrow(
      `PostgreSQL's user cannot enter ${closed}: run \`chmod o+x ${closed}\``,
    );
    chmodSync(closed, 0o711);
    chmodSync(join(closed, 'data'), 0o711);
    expect(() => demandEnterable(join(closed, 'data'), { uid: 54_321, gid: 54_321 })).not.toThrow();
  });

  it('the server of DATABASE_URL does not answer', async () => {
    const [port] = await freePorts(1);
    const refused = ensureDatabase(`postgresql://someone:secret@127.0.0.1:${port}/agency`);
    await expect(refused).rejects.toThrow('check DATABASE_URL');
    await expect(refused).rejects.not.toThrow('secret');
  });

  it('the mail server refuses', async () => {
    const [port] = await freePorts(1);
    await expect(demandSmtp(`smtp://127.0.0.1:${port}`)).rejects.toThrow('correct SMTP_URL');
  });

  it('another copy runs on the data folder', () => {
    const dataDir = folder();
    const release = claimDataDir(dataDir);
    expect(() => claimDataDir(dataDir, { pid: process.ppid })).toThrow('already running');
    release();
    expect(() => claimDataDir(dataDir, { pid: process.ppid })).not.toThrow();
  });

  it('a demonstration is to become the real thing', () => {
    const dataDir = folder();
    expect(chooseDemonstration(dataDir, undefined)).toBe('true');
    expect(() => chooseDemonstration(dataDir, 'false')).toThrow('choose another DATA_DIR');
    expect(chooseDemonstration(dataDir, undefined)).toBe('true');
  });
});
