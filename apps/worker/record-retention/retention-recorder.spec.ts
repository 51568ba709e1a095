import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CommandParams } from '#domain/complaint/command.js';
import { text } from '#domain/complaint/complaint.builder.js';
import { receive } from '#domain/complaint/evolve.js';
import { beginRetention, foldRetention } from '#domain/retention/evolve.js';
import { nextRetentionWaking, type RetentionState } from '#domain/retention/retention-state.js';
import { addMs, DAY_MS } from '#domain/time/instant.js';
import { FolderStorage } from '#evidence/storage/folder-storage.js';
import { openerOf, readTexts, storeText } from '#filing/case-texts.js';
import { retentionStream } from '#ledger/ledger.js';
import { readStream, toRetentionEvent } from '#persistence/ledger-store.js';
import { readRetention } from '#persistence/retention-store.js';
import type { UpdateName } from '#workflows/complaint/complaint.contract.js';
import { AgencyForTests } from '../../../test/support/agency.js';
import { absorb } from '../../../workflows/complaint/absorb.js';
import { CaseRecorder } from '../record-case/case-recorder.js';
import { RetentionRecorder } from './retention-recorder.js';

let agency: AgencyForTests;
let storage: FolderStorage;
beforeAll(async () => {
  agency = await AgencyForTests.open();
  storage = new FolderStorage(mkdtempSync(join(tmpdir(), 'prongsai-evidence-')));
}, 60_000);
afterAll(() => agency?.close());

async function rejected(): Promise<string> {
  const cases = new CaseRecorder(agency.databases, agency.worker);
  const first = await agency.file({ category: 'service' });
  const { reference } = first.body;
  let state = absorb(receive(first), await cases.open({ state: receive(first), at: agency.now }));
  const act = async <N extends UpdateName>(name: N, params: CommandParams[N]): Promise<void> => {
    const recorded = await cases.record({ state, ...agency.signed(reference, 'desk-1', name, params) });
    if (recorded.refusal) throw new Error(recorded.refusal.code);
    state = absorb(state, recorded);
  };
  await act('reject', { reason: 'not-within-authority', explanation: text });
  await act('notify-outcome', { outcome: text });
  await act('close', {});
  return reference;
}

/** The protection of the complainant is over. */
const unprotected = (reference: string): Promise<unknown> =>
  agency.databases.main.query(`UPDATE protection_view SET ended_at = now() WHERE reference = $1`, [
    reference,
  ]);

async function opened(reference: string): Promise<RetentionState> {
  const [entry] = await readStream(agency.databases.main.manager, retentionStream(reference));
  return beginRetention(toRetentionEvent(entry!) as Parameters<typeof beginRetention>[0]);
}

const texts = (reference: string) =>
  readTexts(
    { manager: agency.databases.main.manager, keys: agency.databases.keys },
    openerOf(agency.apps, 'casework'),
    reference,
    'narrative',
  );

it('destroys keys, texts and files of a case when its time is over, and leaves a certificate without content', async () => {
  const recorder = new RetentionRecorder(agency.databases, agency.worker, storage);
  const reference = await rejected();
  const other = (await agency.file()).body.reference;
  const [kept] = await texts(reference);
  expect(kept?.text).toContain('ใบอนุญาต');
  const file = randomUUID();
  await storage.write(file, Readable.from([Buffer.from('sealed')]));
  await agency.databases.main.query(
    `INSERT INTO evidence (id, reference, state, ref, stored_bytes, created_at, added_by)
     VALUES ($1, $2, 'given', '{}', 6, now(), 'complainant')`,
    [file, reference],
  );

  let state = await opened(reference);
  const take = ({ events }: { events: Parameters<typeof foldRetention>[1] }): void => {
    state = foldRetention(state, events);
  };
  take(await recorder.openRetention({ state, at: agency.now }));
  expect(state).toMatchObject({ status: 'kept', outcome: 'rejected' });
  const pass = async (days: number): Promise<void> => {
    const end = addMs(agency.now, days * DAY_MS);
    for (let at = nextRetentionWaking(state); at !== null && at <= end; at = nextRetentionWaking(state)) {
      agency.now = at;
      const ring = { name: 'ring', id: `ring-${state.version}`, actor: { kind: 'system' }, at, params: {} };
      take(await recorder.recordRetention({ state, command: ring as never, signature: null }));
    }
    agency.now = end;
  };

  await pass(740);
  expect(state.status).toBe('kept');
  expect(await texts(reference)).not.toEqual([]);
  await unprotected(reference);
  await pass(31);
  expect(state).toMatchObject({ status: 'destroyed', destroyed: { files: 1 } });
  expect(state.destroyed?.keys).toBeGreaterThan(0);

  expect(await texts(reference)).toEqual([]);
  await expect(storage.read(file)).rejects.toThrow('does not hold');
  for (const table of ['sealed_text', 'evidence', 'search_word'])
    expect(
      await agency.databases.main.query(`SELECT 1 FROM ${table} WHERE reference = $1`, [reference]),
    ).toEqual([]);
  expect(await readRetention(agency.databases.main.manager, reference)).toEqual(state);
  const certificate = (await readStream(agency.databases.main.manager, retentionStream(reference))).at(-1);
  expect(Object.keys(JSON.parse(certificate!.body) as object).sort()).toEqual(['files', 'keys', 'texts']);
  await expect(
    storeText(
      { manager: agency.databases.main.manager, keys: agency.databases.keys },
      openerOf(agency.apps, 'casework'),
      { reference, purpose: 'narrative', kind: 'note', author: 'staff:desk-1', createdAt: agency.now },
      'หลังทำลาย',
    ),
  ).rejects.toThrow();
  expect(await texts(other)).not.toEqual([]);
});
