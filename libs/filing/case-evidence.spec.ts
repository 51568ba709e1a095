import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { StoredFile } from '#evidence/receive-file.js';
import type { EvidenceRow } from '#persistence/evidence-store.js';
import { insertFileKeys, readReceiptPublicKey } from '#persistence/evidence-key-store.js';
import { destroyCaseKeys } from '#persistence/wrapped-key-store.js';
import { resealDataKey } from '#vault/reseal.js';
import type { SealedDataKey } from '#vault/sealing.js';
import { keyPairOf } from '#vault/x25519.js';
import { AgencyForTests } from '../../test/support/agency.js';
import { fileKeyringOf, openEvidence, sealAbout, wrapFileKeys } from './case-evidence.js';
import { openerOf } from './case-texts.js';
import { ensureInternalKey } from './internal-key.js';

let agency: AgencyForTests;
beforeAll(async () => {
  agency = await AgencyForTests.open();
}, 60_000);
afterAll(() => agency?.close());

const fileNamed = (name: string): StoredFile =>
  ({
    id: randomUUID(),
    name,
    type: 'text/plain',
    size: 3,
    digest: 'digest',
    key: randomBytes(32),
    original: { key: randomBytes(32), hash: 'hash' },
  }) as StoredFile;
const rowOf = (file: StoredFile): EvidenceRow => ({
  id: file.id,
  state: 'given',
  addedBy: 'complainant',
  createdAt: agency.now,
  commandId: null,
  about: sealAbout(file),
  ref: null,
});
const sealedOriginals = (id: string): Promise<(SealedDataKey & { recipient: string })[]> =>
  agency.databases.keys.query(
    `SELECT purpose, recipient, sealed, key_id AS "keyId" FROM wrapped_key WHERE purpose = $1 ORDER BY recipient`,
    [`original:${id}`],
  );

/** A file of a new case, with its keys stored. */
async function kept(under: 'narrative' | 'internal'): Promise<{ reference: string; file: StoredFile }> {
  const { reference } = (await agency.file()).body;
  const { keys } = agency.databases;
  await ensureInternalKey(keys, reference, agency.apps.publicKeys.casework);
  const keyring = await fileKeyringOf(keys, reference, under, openerOf(agency.apps, 'casework'));
  const publicKeys = {
    custodian: agency.apps.publicKeys.custodian,
    ...(under === 'narrative' && { receipt: await readReceiptPublicKey(keys, reference) }),
  };
  const file = fileNamed('ก.txt');
  await insertFileKeys(keys, reference, wrapFileKeys(file, reference, keyring, publicKeys));
  return { reference, file };
}

describe('the keys of a file', () => {
  it('open it for casework, whoever gave it, in its own case only', async () => {
    const { keys } = agency.databases;
    for (const under of ['narrative', 'internal'] as const) {
      const { reference, file } = await kept(under);
      const [opened] = await openEvidence(keys, reference, openerOf(agency.apps, 'casework'), [rowOf(file)]);
      expect([opened?.key?.equals(file.key), opened?.file?.name]).toEqual([true, 'ก.txt']);
      const other = (await kept(under)).reference;
      const [elsewhere] = await openEvidence(keys, other, openerOf(agency.apps, 'casework'), [rowOf(file)]);
      expect(elsewhere?.key).toBeNull();
    }
  });

  it('of an original are the custodian’s, and the receipt code’s where the complainant gave it', async () => {
    const own = await sealedOriginals((await kept('narrative')).file.id);
    const agencys = await sealedOriginals((await kept('internal')).file.id);
    expect([own, agencys].map((sealed) => sealed.map(({ recipient }) => recipient))).toEqual([
      ['custodian', 'receipt'],
      ['custodian'],
    ]);
  });

  it('of an original go on opening it once the custodian’s key is changed', async () => {
    const { file } = await kept('narrative');
    const [sealed] = await sealedOriginals(file.id);
    const next = keyPairOf(randomBytes(32));
    const custodian = agency.worker.holder('custodian');
    const again = await resealDataKey(sealed!, custodian, next.publicKey);
    expect(again.purpose).toBe(`original:${file.id}`);
    expect((await custodian.openDataKey(sealed!)).equals(file.original!.key)).toBe(true);
  });

  it('are destroyed with the narrative’s', async () => {
    const { reference, file } = await kept('narrative');
    const { keys } = agency.databases;
    await destroyCaseKeys(keys, reference, ['narrative']);
    const [opened] = await openEvidence(keys, reference, openerOf(agency.apps, 'casework'), [rowOf(file)]);
    expect([opened?.key, opened?.file, await sealedOriginals(file.id)]).toEqual([null, null, []]);
  });
});
