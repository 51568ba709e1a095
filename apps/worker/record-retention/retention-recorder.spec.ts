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
import { addMs, DAY_MS, type Instant } from '#domain/time/instant.js';
import { FolderStorage } from '#evidence/storage/folder-storage.js';
import { openerOf, readTexts, storeText } from '#filing/case-texts.js';
import { retentionStream } from '#ledger/ledger.js';
import { readStream, toRetentionEvent } from '#persistence/ledger-store.js';
import { readRetention } from '#persistence/retention-store.js';
import type { Keyring } from '#vault/keyring.js';
import type { KeyHolder } from '#vault/purpose.js';
import { signCommand } from '#vault/signature.js';
import type { RetentionUpdate } from '#workflows/retention/retention.contract.js';
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

/** The keeping of a case, by its recorder. */
class Keeping {
  private constructor(
    private readonly recorder: RetentionRecorder,
    public state: RetentionState,
  ) {}

  static async begun(recorder: RetentionRecorder, reference: string): Promise<Keeping> {
    const one = new Keeping(recorder, await opened(reference));
    one.take(await recorder.openRetention({ state: one.state, at: agency.now }));
    return one;
  }

  private take({ events, refusal }: Awaited<ReturnType<RetentionRecorder['recordRetention']>>): void {
    if (refusal) throw new Error(refusal.code);
    this.state = foldRetention(this.state, events);
  }

  async pass(days: number): Promise<void> {
    const end = addMs(agency.now, days * DAY_MS);
    for (let at = this.due(end); at !== null; at = this.due(end)) {
      agency.now = at > agency.now ? at : agency.now;
      const id = `ring-${this.state.version}`;
      const ring = { name: 'ring', id, actor: { kind: 'system' }, at: agency.now, params: {} };
      this.take(
        await this.recorder.recordRetention({ state: this.state, command: ring as never, signature: null }),
      );
    }
    agency.now = end;
  }

  private due(end: Instant): Instant | null {
    const at = nextRetentionWaking(this.state);
    return at !== null && at <= end ? at : null;
  }

  async give(who: string, name: 'ask-opening' | 'decide-opening', params: object): Promise<void> {
    const command = {
      name,
      id: `${name}-${this.state.version}`,
      actor: { kind: 'staff', id: who },
      at: agency.now,
      params,
    } as unknown as RetentionUpdate;
    const { reference } = this.state;
    const signature = signCommand(
      agency.apps.signer('casework-signing'),
      retentionStream(reference),
      command,
    );
    this.take(await this.recorder.recordRetention({ state: this.state, command, signature }));
  }
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

  const keeping = await Keeping.begun(recorder, reference);
  expect(keeping.state).toMatchObject({ status: 'kept', outcome: 'rejected' });

  await keeping.pass(740);
  expect(keeping.state.status).toBe('kept');
  expect(await texts(reference)).not.toEqual([]);
  await unprotected(reference);
  await keeping.pass(31);
  const { state } = keeping;
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

it('seals of whom a rejected case was from casework and worker, and opens it for casework when two agree', async () => {
  const recorder = new RetentionRecorder(agency.databases, agency.worker, storage);
  const reference = await rejected();
  await agency.databases.main.query(
    `UPDATE case_view SET status = 'final', state = jsonb_set(state, '{status}', '"final"') WHERE reference = $1`,
    [reference],
  );
  const readers = async (): Promise<string[]> => {
    const rows: { recipient: string }[] = await agency.databases.keys.query(
      `SELECT recipient FROM wrapped_key WHERE reference = $1 AND purpose = 'subjects' ORDER BY recipient`,
      [reference],
    );
    return rows.map(({ recipient }) => recipient);
  };
  const named = (keyring: Keyring, recipient: KeyHolder) =>
    readTexts(
      { manager: agency.databases.main.manager, keys: agency.databases.keys },
      openerOf(keyring, recipient),
      reference,
      'subjects',
    );
  expect(await readers()).toEqual(['casework', 'receipt', 'worker']);
  const before = await named(agency.apps, 'casework');
  expect(before.length).toBeGreaterThan(0);

  const keeping = await Keeping.begun(recorder, reference);
  await keeping.pass(31);
  expect(keeping.state.sealing).toBe('sealed');
  expect(await readers()).toEqual(['custodian', 'receipt']);
  expect(await named(agency.apps, 'casework')).toEqual([]);
  expect(await named(agency.worker, 'custodian')).toEqual(before);
  const words: unknown[] = await agency.databases.main.query(
    `SELECT 1 FROM search_word WHERE reference = $1`,
    [reference],
  );
  expect(words).toEqual([]);
  // The rest is kept.
  expect(await texts(reference)).not.toEqual([]);

  await keeping.give('auditor-1', 'ask-opening', { reason: text });
  const mails: { recipient: string }[] = await agency.databases.main.query(
    `SELECT DISTINCT recipient FROM mail_outbox WHERE template = 'opening-asked' AND reference = $1`,
    [reference],
  );
  expect(mails.length).toBeGreaterThan(1);
  await keeping.give('governor', 'decide-opening', { approved: true, reason: text });
  await keeping.pass(0);
  expect(await readers()).toEqual(['casework', 'custodian', 'receipt']);
  expect(await named(agency.apps, 'casework')).toEqual(before);
  await keeping.pass(31);
  expect(await readers()).toEqual(['custodian', 'receipt']);
});
