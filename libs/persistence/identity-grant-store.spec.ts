import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantDataKey, grantPurpose } from '#vault/grant.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { newDataKeys, type SealedDataKey } from '#vault/sealing.js';
import { keyPairOf } from '#vault/x25519.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import {
  insertIdentityGrant,
  readLiveIdentityGrant,
  removeExpiredIdentityGrants,
  removeIdentityGrant,
  removeIdentityGrantsOf,
  type IdentityGrant,
} from './identity-grant-store.js';
import { insertWrappedKeys, readWrappedKey } from './wrapped-key-store.js';

const NOON = '2026-02-07T05:00:00.000Z';
const ONE = '2026-02-07T06:00:00.000Z';
const TWO = '2026-02-07T07:00:00.000Z';
const grant = (changes: Partial<IdentityGrant> = {}): IdentityGrant => ({
  id: 'grant-1',
  reference: 'CASE-1',
  purpose: 'identity',
  recipientKeyId: '0123456789abcdef',
  sealed: randomBytes(92),
  asker: 'officer-1',
  expiresAt: TWO,
  ...changes,
});

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases.close());

describe('a grant to read an identity', () => {
  it('lets its asker open, by the key of casework, what was sealed to the custodian', async () => {
    const { keys, keysDir } = databases;
    const worker = openKeyring(keysDir, KEYS_OF.worker);
    const casework = openKeyring(keysDir, KEYS_OF.casework);
    const receipt = keyPairOf(randomBytes(32)).publicKey;
    const { dataKeys, wrapped } = newDataKeys('confidential', ['identity'], worker.publicKeys, receipt);
    await insertWrappedKeys(keys, 'CASE-0', wrapped, receipt.raw);
    expect(await readWrappedKey(keys, 'CASE-0', 'identity', 'casework')).toBeNull();

    const wrappedKey = (await readWrappedKey(keys, 'CASE-0', 'identity', 'custodian'))!;
    const terms = grant({ id: 'grant-0', reference: 'CASE-0' });
    const { sealed, keyId } = await grantDataKey(
      wrappedKey,
      worker.holder('custodian'),
      worker.publicKeys.casework,
      terms,
    );
    await insertIdentityGrant(keys, { ...terms, recipientKeyId: keyId, sealed });

    const asked = { asker: 'officer-1', reference: 'CASE-0', purpose: 'identity' } as const;
    const live = (await readLiveIdentityGrant(keys, asked, NOON))!;
    const granted = (row: IdentityGrant): SealedDataKey => ({
      purpose: grantPurpose(row),
      keyId: row.recipientKeyId,
      sealed: row.sealed,
    });
    expect(await casework.holder('casework').openDataKey(granted(live))).toEqual(dataKeys.identity);
    await expect(worker.holder('worker').openDataKey(granted(live))).rejects.toThrow();
    for (const changed of [
      { asker: 'officer-2' },
      { reference: 'CASE-1' },
      { purpose: 'contact' },
      { expiresAt: '2027-02-07T07:00:00.000Z' },
    ] as const)
      await expect(
        casework.holder('casework').openDataKey(granted({ ...live, ...changed })),
      ).rejects.toThrow();
  });

  it('is nobody else’s, of no other case or purpose, and over at its end', async () => {
    const { keys } = databases;
    const given = grant();
    await insertIdentityGrant(keys, given);
    const read = (changes: Partial<IdentityGrant>, at = NOON): Promise<IdentityGrant | null> =>
      readLiveIdentityGrant(keys, { ...given, ...changes }, at);
    expect(await read({})).toEqual(given);
    expect(await read({ asker: 'officer-2' })).toBeNull();
    expect(await read({ reference: 'CASE-2' })).toBeNull();
    expect(await read({ purpose: 'contact' })).toBeNull();
    expect(await read({}, TWO)).toBeNull();
  });

  it('stays as it is when it is stored again, and ends when it is removed', async () => {
    const { keys } = databases;
    const given = grant({ id: 'grant-3', reference: 'CASE-3', expiresAt: ONE });
    await insertIdentityGrant(keys, given);
    await insertIdentityGrant(keys, { ...given, asker: 'officer-2', expiresAt: TWO });
    expect(await readLiveIdentityGrant(keys, given, NOON)).toEqual(given);
    await removeIdentityGrant(keys, given.id);
    await removeIdentityGrant(keys, given.id);
    expect(await readLiveIdentityGrant(keys, given, NOON)).toBeNull();
  });

  it('goes with all others of its case, and those that expired go together', async () => {
    const { keys } = databases;
    for (const [id, reference, expiresAt] of [
      ['a', 'CASE-4', ONE],
      ['b', 'CASE-4', TWO],
      ['c', 'CASE-5', ONE],
      ['d', 'CASE-5', TWO],
    ] as const)
      await insertIdentityGrant(keys, grant({ id, reference, expiresAt }));
    await removeIdentityGrantsOf(keys, 'CASE-4');
    expect(await removeExpiredIdentityGrants(keys, ONE)).toEqual(['c']);
    expect(await removeExpiredIdentityGrants(keys, ONE)).toEqual([]);
    expect(
      (await readLiveIdentityGrant(keys, grant({ reference: 'CASE-5', asker: 'officer-1' }), ONE))?.id,
    ).toBe('d');
  });
});
