import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addMs } from '#domain/time/instant.js';
import { openerOf, readTexts } from '#filing/case-texts.js';
import { insertIdentityGrant, readLiveIdentityGrant } from '#persistence/identity-grant-store.js';
import { readHeads } from '#persistence/ledger-store.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import { insertMissingWrappedKey, readWrappedKey } from '#persistence/wrapped-key-store.js';
import { HeadsRecorder } from '#ledger/heads-recorder.js';
import { grantDataKey, grantPurpose } from '#vault/grant.js';
import { issueAllKeys } from '#vault/issue-keys.js';
import { KEY_NAMES, KEYED_APPS, KEYS_OF, type KeyName } from '#vault/key-names.js';
import { openKeyring, type Keyring } from '#vault/keyring.js';
import type { KeyHolder } from '#vault/purpose.js';
import { sealDataKey, type WrappedKey } from '#vault/sealing.js';
import { keyIdsOf } from '#vault/rotate-key-files.js';
import { CaseworkForTests } from '../../apps/casework/casework.fake.js';
import { Visitor } from '../../apps/casework/visitor.fake.js';
import { intakeStage, type IntakeStage } from '../../apps/intake/intake.stage.js';
import { NEVER_ROTATED, retireKeys, rotateKeys, tellStatus } from './key-rotation.js';
import { keyServiceForTests } from './key-service.fake.js';
import type { RotationDependencies } from './renewal.js';

const ALL = KEY_NAMES.filter((name) => NEVER_ROTATED[name] === undefined);
const COMPLAINT = {
  category: 'corruption',
  subject: 'เรียกรับเงินในการจัดซื้อ',
  details: 'มีการเรียกรับเงินร้อยละสิบก่อนลงนาม',
  identity: { mode: 'confidential', name: 'นางสาวผู้ร้อง ลับ', email: 'someone@example.org' },
};

interface Filed {
  reference: string;
  receiptCode: string;
}

describe('keys that are changed while intake and casework run', () => {
  let casework: CaseworkForTests;
  let intake: IntakeStage;
  let lines: string[] = [];
  const shares = mkdtempSync(join(tmpdir(), 'key-rotation-'));
  const everything = (): Keyring => openKeyring(casework.agency.databases.keysDir, KEY_NAMES);
  const deps = (changes: Partial<RotationDependencies> = {}): RotationDependencies => ({
    folders: { all: casework.agency.databases.keysDir, shares },
    keyring: everything(),
    databases: casework.agency.databases,
    time: casework.agency.time,
    temporal: { workflow: { count: async () => ({ count: 3, groups: [] }) } } as never,
    say: (line) => lines.push(line),
    settleMs: 1_100,
    ...changes,
  });

  beforeAll(async () => {
    casework = await CaseworkForTests.open();
    const { databases, now } = casework.agency;
    intake = await intakeStage(now, databases);
    issueAllKeys(databases.keysDir, shares);
  });
  afterAll(async () => {
    await intake.app.close();
    await casework.close();
  });

  const file = async (key: string = randomUUID()): Promise<Filed> => {
    const answer = await fetch(`${intake.url}/api/v1/complaints`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(COMPLAINT),
    });
    return (await answer.json()) as Filed;
  };
  const track = async ({ reference, receiptCode }: Filed): Promise<number> =>
    (
      await fetch(`${intake.url}/api/v1/complaints/${reference}`, {
        headers: { 'receipt-code': receiptCode },
      })
    ).status;
  const identityAs = async (holder: KeyHolder, { reference }: Filed): Promise<number> => {
    const { main, keys } = casework.agency.databases;
    const place = { manager: main.manager, keys };
    return (await readTexts(place, openerOf(everything(), holder), reference, 'identity')).length;
  };
  const verified = async (): Promise<unknown[]> => {
    const { main, dataDir } = casework.agency.databases;
    return (await verifyDatabase(main, { dataDir, keyring: everything() })).findings;
  };
  const signHeads = async (): Promise<void> => {
    const { main, dataDir } = casework.agency.databases;
    await new HeadsRecorder(dataDir, everything()).record(await readHeads(main.manager), casework.agency.now);
  };
  const sealedTo = async (holder: KeyHolder): Promise<string[]> => {
    const rows: { id: string }[] = await casework.agency.databases.keys.query(
      `SELECT DISTINCT key_id AS id FROM wrapped_key WHERE recipient = $1`,
      [holder],
    );
    return rows.map(({ id }) => id);
  };
  const idOf = (name: KeyName): string => keyIdsOf(deps().folders, name).current;

  it('go on opening, finding, admitting and verifying all that was there, and seal anew with the new ones', async () => {
    const key = randomUUID();
    const early = await file(key);
    await casework.openCase(early.reference);
    const desk = await Visitor.signedIn(casework.url, 'desk-1');
    await desk.get(`/cases/${early.reference}/accept`);
    await casework.act('desk-1', early.reference, 'accept', { unit: 'finance' });
    await signHeads();
    const { keys } = casework.agency.databases;
    const until = addMs(casework.agency.now, 3_600_000);
    const wrapped = (await readWrappedKey(keys, early.reference, 'identity', 'custodian'))!;
    const terms = {
      reference: early.reference,
      purpose: 'identity',
      asker: 'desk-1',
      expiresAt: until,
    } as const;
    const { sealed, keyId } = await grantDataKey(
      wrapped,
      everything().holder('custodian'),
      everything().publicKeys.casework,
      terms,
    );
    const grant = { id: 'one', recipientKeyId: keyId, sealed, ...terms };
    await insertIdentityGrant(keys, grant);
    // One that was moved by hand opens nothing, and does not hold up the others.
    await insertIdentityGrant(keys, { ...grant, id: 'moved', asker: 'desk-2' });
    // The key of an original that is kept as proof lies among those of the case.
    const original = {
      ...sealDataKey(Buffer.alloc(32, 9), 'original:one', everything().publicKeys.custodian),
      recipient: 'custodian',
    } as const;
    await insertMissingWrappedKey(keys, early.reference, original as unknown as WrappedKey);
    const before = Object.fromEntries(ALL.map((name) => [name, idOf(name)]));

    // Somebody complains at every moment of it.
    const meanwhile: Filed[] = [];
    let isOver = false;
    const filing = (async () => {
      while (!isOver) meanwhile.push(await file());
    })();
    await rotateKeys(deps(), ALL);
    isOver = true;
    await filing;

    for (const name of ALL) expect(idOf(name)).not.toBe(before[name]);
    for (const holder of ['casework', 'custodian', 'mailer', 'worker'] as const) {
      const late = (await sealedTo(holder)).filter((id) => id !== idOf(holder));
      expect(late).toEqual([]);
    }
    const renewed = (await readWrappedKey(keys, early.reference, 'original:one', 'custodian'))!;
    expect(renewed.keyId).toBe(idOf('custodian'));
    expect(await everything().holder('custodian').openDataKey(renewed)).toEqual(Buffer.alloc(32, 9));
    expect(await file(key)).toMatchObject({ reference: early.reference, receiptCode: early.receiptCode });
    for (const one of [early, meanwhile[0]!, meanwhile.at(-1)!, await file()]) {
      expect(await track(one)).toBe(200);
      expect(await identityAs('custodian', one)).toBe(1);
    }
    expect((await desk.get(`/cases/${early.reference}`)).text).toContain(COMPLAINT.details);
    const found = await desk.get(`/cases?q=${encodeURIComponent('ร้อยละสิบ')}`);
    expect(found.text).toContain(early.reference);
    await signHeads();
    expect(await verified()).toEqual([]);
    const live = (await readLiveIdentityGrant(keys, grant, casework.agency.now))!;
    expect(live.recipientKeyId).toBe(idOf('casework'));
    await expect(
      everything()
        .holder('casework')
        .openDataKey({ ...live, purpose: grantPurpose(live), keyId: live.recipientKeyId }),
    ).resolves.toHaveLength(32);
  });

  it('reach every app in its own folder, and no other', () => {
    for (const app of KEYED_APPS) {
      const share = openKeyring(join(shares, app), KEYS_OF[app]);
      expect(share.publicKeys.mailer.id).toBe(idOf('mailer'));
      const private_ = readdirSync(join(shares, app)).filter((name) => name.endsWith('.key'));
      for (const name of private_) expect(KEYS_OF[app]).toContain(name.replace(/(\.\d+)?\.key$/, ''));
    }
  });

  it('leave the earlier ones only where something needs them, and say what', async () => {
    lines = [];
    await retireKeys(deps(), ALL);
    expect(lines).toContain('mailer: kept, in use a moment ago: wait 1 min');
    casework.agency.now = addMs(casework.agency.now, 25 * 3_600_000);
    lines = [];
    await casework.agency.databases.main.query(`UPDATE outbox SET done_at = now()`);
    await retireKeys(deps(), ALL);
    const kept = lines.filter((line) => line.includes('kept'));
    expect(kept).toEqual([
      'codec: kept, 3 workflows began under it, and Temporal keeps their histories',
      expect.stringMatching(/^receipt-code: kept, \d+ complainants have codes under it$/),
    ]);
    const { keysDir } = casework.agency.databases;
    const earlier = readdirSync(keysDir).filter((name) => /\.\d+\./.test(name));
    expect(earlier.sort()).toEqual([
      'codec.1.key',
      'ledger-signing.1.pub',
      'receipt-code.1.key',
      'receipt-signing.1.pub',
    ]);
    expect(
      readdirSync(join(shares, 'worker'))
        .filter((name) => /\.\d+\./.test(name))
        .sort(),
    ).toEqual(['codec.1.key', 'ledger-signing.1.pub', 'receipt-signing.1.pub']);

    const one = await file();
    expect(await track(one)).toBe(200);
    expect(await identityAs('custodian', one)).toBe(1);
    expect(await verified()).toEqual([]);
    await retireKeys(deps({ temporal: { workflow: { count: async () => ({ count: 0 }) } } as never }), [
      'codec',
    ]);
    expect(await track(one)).toBe(200);
  });

  it('are taken up again after a crash in the middle, without a further version', async () => {
    for (let more = 0; more < 3; more += 1) await file();
    const whole = everything();
    const [rows]: { count: number }[] = await casework.agency.databases.keys.query(
      `SELECT count(*)::int AS count FROM wrapped_key WHERE recipient = 'mailer'`,
    );
    // Each is opened to be sealed, all are, and then each once more to be sure.
    const powerEndsAt = rows!.count + 4;
    let opened = 0;
    const broken: Keyring = {
      ...whole,
      publicKeys: whole.publicKeys,
      holder: (name) => ({
        openDataKey: async (wrapped) => {
          if (++opened > powerEndsAt) throw new Error('Out of power.');
          return everything().holder(name).openDataKey(wrapped);
        },
      }),
    };
    Object.defineProperty(broken, 'publicKeys', { get: () => everything().publicKeys });
    await expect(rotateKeys(deps({ keyring: broken }), ['mailer'])).rejects.toThrow(
      'The rotation of mailer stopped, and nothing was destroyed: run this again. Out of power.',
    );
    const current = idOf('mailer');
    expect(new Set(await sealedTo('mailer')).size).toBe(2);
    lines = [];
    await tellStatus(deps(), ['mailer']);
    expect(lines[0]).toContain('rotation to be taken up again');
    lines = [];
    await retireKeys(deps(), ['mailer']);
    expect(lines).toEqual(['mailer: kept, the rotation is not finished: run rotate again']);

    await rotateKeys(deps(), ['mailer']);
    expect(idOf('mailer')).toBe(current);
    expect(await sealedTo('mailer')).toEqual([current]);
  });

  it('stay where the key service is away for the time of one grant, which opens with the new key after another run', async () => {
    const { reference } = await file();
    const { keys } = casework.agency.databases;
    const expiresAt = addMs(casework.agency.now, 3_600_000);
    const terms = { reference, purpose: 'identity', asker: 'desk-1', expiresAt } as const;
    const wrapped = (await readWrappedKey(keys, reference, 'identity', 'custodian'))!;
    const custodian = everything().holder('custodian');
    const granted = await grantDataKey(wrapped, custodian, everything().publicKeys.casework, terms);
    const grant = { id: 'late', recipientKeyId: granted.keyId, sealed: granted.sealed, ...terms };
    await insertIdentityGrant(keys, grant);
    const held = KEY_NAMES.filter((name) => name !== 'casework');
    const own = everything();
    const service = await keyServiceForTests(own.holder('casework'), ({ purpose }) =>
      purpose.startsWith('grant:'),
    );
    try {
      const served = { url: service.url, holders: ['casework'] as const };
      const keyring = openKeyring(casework.agency.databases.keysDir, held, served);
      await expect(rotateKeys(deps({ keyring }), ['casework'])).rejects.toThrow(
        'The rotation of casework stopped, and nothing was destroyed: run this again. The key service does not open a key of casework: 503.',
      );
      const current = idOf('casework');
      casework.agency.now = addMs(casework.agency.now, 120_000);
      lines = [];
      await retireKeys(deps({ keyring }), ['casework']);
      expect(lines).toEqual(['casework: kept, the rotation is not finished: run rotate again']);

      await rotateKeys(deps({ keyring }), ['casework']);
      expect(idOf('casework')).toBe(current);
      casework.agency.now = addMs(casework.agency.now, 120_000);
      lines = [];
      await retireKeys(deps({ keyring }), ['casework']);
      expect(lines).toEqual(['casework: 1 earlier destroyed']);
    } finally {
      service.close();
    }
    const live = (await readLiveIdentityGrant(keys, grant, casework.agency.now))!;
    const sealed = { ...live, purpose: grantPurpose(live), keyId: live.recipientKeyId };
    await expect(everything().holder('casework').openDataKey(sealed)).resolves.toHaveLength(32);
  });

  it('make a stolen earlier key of the ledger worthless', async () => {
    const { main } = casework.agency.databases;
    const stolen = everything().secret('ledger-seal');
    await rotateKeys(deps(), ['ledger-seal']);
    casework.agency.now = addMs(casework.agency.now, 120_000);
    lines = [];
    await retireKeys(deps(), ['ledger-seal']);
    expect(lines).toEqual(['ledger-seal: 1 earlier destroyed']);
    expect(everything().secrets('ledger-seal')).not.toContainEqual(stolen);
    expect(await verified()).toEqual([]);
    await expect(main.query(`UPDATE ledger_entry SET body = '{}' WHERE seq = 1`)).rejects.toThrow(
      'append-only',
    );
  });
});
