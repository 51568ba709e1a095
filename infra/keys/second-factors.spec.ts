import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSync } from 'otplib';
import { addMs, epochMs } from '#domain/time/instant.js';
import { mailAccessLink, openAccessLink } from '#persistence/access-link-store.js';
import { issueAllKeys } from '#vault/issue-keys.js';
import { KEY_NAMES } from '#vault/key-names.js';
import { openKeyring } from '#vault/keyring.js';
import { sealDataKey } from '#vault/sealing.js';
import { CaseworkForTests } from '../../apps/casework/casework.fake.js';
import { Visitor } from '../../apps/casework/visitor.fake.js';
import { retireKeys, rotateKeys } from './key-rotation.js';
import type { RotationDependencies } from './renewal.js';

const PAGE = '/account/second-factor';
let casework: CaseworkForTests;
const lines: string[] = [];
const shares = mkdtempSync(join(tmpdir(), 'key-rotation-'));
const deps = (): RotationDependencies => ({
  folders: { all: casework.agency.databases.keysDir, shares },
  keyring: openKeyring(casework.agency.databases.keysDir, KEY_NAMES),
  databases: casework.agency.databases,
  time: casework.agency.time,
  temporal: { workflow: { count: async () => ({ count: 0, groups: [] }) } } as never,
  say: (line) => lines.push(line),
  settleMs: 1_100,
});
const minutesPass = (minutes: number): void => {
  casework.agency.now = addMs(casework.agency.now, minutes * 60_000);
};

beforeAll(async () => {
  casework = await CaseworkForTests.open();
  issueAllKeys(casework.agency.databases.keysDir, shares);
});
afterAll(() => casework?.close());

describe('the key of second factors', () => {
  it('is changed and its earlier version destroyed, and codes of the app and for recovery go on', async () => {
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    const { page } = await desk.get(PAGE);
    const secret = page.querySelector('code')?.text.replace(/\s/g, '') ?? '';
    const code = (): string =>
      generateSync({ secret, epoch: Math.floor(epochMs(casework.agency.now) / 1_000) });
    const enrolled = await desk.send(PAGE, { code: code() });
    const [recoveryCode = ''] = enrolled.page
      .querySelectorAll('.recovery-codes code')
      .map(({ text }) => text);

    await rotateKeys(deps(), ['account-secrets']);
    minutesPass(2);
    await retireKeys(deps(), ['account-secrets']);
    expect(lines).toContain('account-secrets: 1 earlier destroyed');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    for (const given of [code(), recoveryCode]) {
      const again = await Visitor.signedIn(casework.url, 'desk-1');
      expect((await again.send('/sign-in/code', { code: given })).path).toBe('/worklist');
    }
  }, 60_000);
});

describe('the mailer’s key', () => {
  it('stays as long as a link is on its way that only it opens', async () => {
    const { manager } = casework.agency.databases.main;
    const sealed = sealDataKey(Buffer.alloc(32, 7), 'contact', deps().keyring.publicKeys.mailer);
    const dates = { createdAt: casework.agency.now, expiresAt: addMs(casework.agency.now, 60 * 60_000) };
    const link = {
      kind: 'invitation',
      staff: 'desk-2',
      digest: Buffer.alloc(32, 8),
      sealed,
      ...dates,
    } as const;
    await mailAccessLink(manager, 'desk-2', await openAccessLink(manager, link), link);
    await rotateKeys(deps(), ['mailer']);
    minutesPass(2);
    await retireKeys(deps(), ['mailer']);
    expect(lines.at(-1)).toContain('mailer: kept, 1 links to accounts are sealed to it');
    minutesPass(60);
    await retireKeys(deps(), ['mailer']);
    expect(lines.at(-1)).toBe('mailer: 1 earlier destroyed');
  }, 60_000);
});
