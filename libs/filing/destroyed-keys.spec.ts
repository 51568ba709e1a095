import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { openDatabases } from '#persistence/data-source.js';
import { destroyCaseKeys } from '#persistence/wrapped-key-store.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import type { Purpose } from '#vault/purpose.js';
import { testDatabases, type TestDatabases } from '../../test/support/database.js';
import { openerOf, readTexts } from './case-texts.js';
import { openCase } from './complainant-case.js';
import { fileComplaint } from './file-complaint.js';
import { filingRequest, intakeDependencies } from './filing.builder.js';
import { isFilingRefused, type FilingAnswer } from './filing-answer.js';
import { ensureInternalKey } from './internal-key.js';
import { writeToCase } from './write-to-case.js';

let databases: TestDatabases;
beforeAll(async () => {
  databases = await testDatabases();
});
afterAll(() => databases.close());

async function filed(): Promise<FilingAnswer> {
  const answer = await fileComplaint(filingRequest(), intakeDependencies(databases, KEYS_OF.intake));
  if (isFilingRefused(answer)) throw new Error(answer.refused);
  return answer;
}

/** A copy of the main database's files, made by the server, beside it: what a restored backup is. */
async function restoredBackup(): Promise<string> {
  const url = new URL(databases.databaseUrl);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  await databases.main.destroy();
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}_restored TEMPLATE ${name} STRATEGY FILE_COPY`);
  await client.end();
  await databases.main.initialize();
  url.pathname = `/${name}_restored`;
  return url.href;
}

describe('a case whose keys were destroyed', () => {
  it('does not open in a backup of the main database from before, restored, for anybody', async () => {
    const kept = await filed();
    const gone = await filed();
    const restored = await openDatabases({ ...databases, databaseUrl: await restoredBackup() });
    const keyring = openKeyring(databases.keysDir, [
      ...KEYS_OF.intake,
      ...KEYS_OF.casework,
      ...KEYS_OF.worker,
    ]);
    const read = (
      reference: string,
      purpose: Purpose,
      holder: 'casework' | 'custodian',
    ): Promise<unknown[]> =>
      readTexts(
        { manager: restored.main.manager, keys: restored.keys },
        openerOf(keyring, holder),
        reference,
        purpose,
      );
    const all = async (reference: string): Promise<number[]> => [
      (await read(reference, 'narrative', 'casework')).length,
      (await read(reference, 'subjects', 'casework')).length,
      (await read(reference, 'identity', 'custodian')).length,
    ];
    try {
      expect(await all(gone.reference)).toEqual([1, 1, 1]);
      await destroyCaseKeys(databases.keys, gone.reference, ['narrative', 'identity']);
      expect(await all(gone.reference)).toEqual([0, 1, 0]);
      await destroyCaseKeys(databases.keys, gone.reference, ['subjects', 'contact']);
      expect(await all(gone.reference)).toEqual([0, 0, 0]);
      expect(await all(kept.reference)).toEqual([1, 1, 1]);

      const deps = { ...intakeDependencies(databases, KEYS_OF.intake), databases: restored };
      const opened = await openCase(gone.reference, gone.receiptCode, deps);
      expect(opened?.texts).toEqual({});
      const rows: unknown[] = await restored.main.query(`SELECT 1 FROM sealed_text WHERE reference = $1`, [
        gone.reference,
      ]);
      expect(rows.length).toBeGreaterThan(0);
    } finally {
      await restored.close();
    }
  });

  it('takes nothing more from its complainant, and says why', async () => {
    const { reference, receiptCode } = await filed();
    await destroyCaseKeys(databases.keys, reference, ['narrative']);
    const writing = { kind: 'message', text: 'ยังมีใครอยู่หรือไม่', idempotencyKey: randomUUID() } as const;
    const deps = intakeDependencies(databases, KEYS_OF.intake);
    expect(await writeToCase(reference, receiptCode, writing, deps)).toMatchObject({
      code: 'AlreadyDestroyed',
    });
  });

  it('gets no key again by a member of staff writing to it', async () => {
    const { reference } = await filed();
    const { casework } = openKeyring(databases.keysDir, []).publicKeys;
    const keysOf = (): Promise<unknown[]> =>
      databases.keys.query(`SELECT purpose FROM wrapped_key WHERE reference = $1 AND purpose = 'internal'`, [
        reference,
      ]);
    await ensureInternalKey(databases.keys, reference, casework);
    await ensureInternalKey(databases.keys, reference, casework);
    expect(await keysOf()).toEqual([{ purpose: 'internal' }]);
    await destroyCaseKeys(databases.keys, reference, ['narrative', 'internal']);
    await ensureInternalKey(databases.keys, reference, casework);
    expect(await keysOf()).toEqual([]);
  });
});
