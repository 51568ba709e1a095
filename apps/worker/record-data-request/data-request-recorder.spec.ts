import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataRequestParams } from '#domain/data-request/data-request-command.js';
import { nextDataRequestWaking, type DataRequestState } from '#domain/data-request/data-request-state.js';
import { beginDataRequest, foldDataRequest } from '#domain/data-request/evolve.js';
import { addMs, DAY_MS } from '#domain/time/instant.js';
import { openerOf, storeText } from '#filing/case-texts.js';
import { fileDataRequest } from '#filing/file-data-request.js';
import { ensureInternalKey } from '#filing/internal-key.js';
import { filingContext } from '#filing/filing-context.js';
import { openDataRequest, withdrawDataRequest } from '#filing/requester.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { findDataRequest } from '#persistence/data-request-store.js';
import { readStream, toDataRequestEvent } from '#persistence/ledger-store.js';
import type {
  DataRequestUpdate,
  DataRequestUpdateName,
} from '#workflows/data-request/data-request.contract.js';
import { pseudonyms } from '#vault/pseudonym.js';
import { signCommand, signerOf } from '#vault/signature.js';
import { AgencyForTests } from '../../../test/support/agency.js';
import { DataRequestRecorder } from './data-request-recorder.js';

const ASKED = 'ขอสำเนาข้อมูลของข้าพเจ้าที่หน่วยงานเก็บไว้';
const NAME = 'นางสาวสมหญิง ขอข้อมูล';

let agency: AgencyForTests;
let recorder: DataRequestRecorder;
beforeAll(async () => {
  agency = await AgencyForTests.open();
  recorder = new DataRequestRecorder(agency.databases, agency.worker);
}, 60_000);
afterAll(() => agency?.close());

const deps = () => ({
  databases: agency.databases,
  keyring: agency.apps,
  time: agency.time,
  context: filingContext(agency.databases.main.manager),
});

/** One request on real stores, its workflow played by the spec. */
class Asked {
  private commands = 0;
  constructor(
    readonly reference: string,
    readonly code: string,
    public state: DataRequestState,
  ) {}

  static async file(key: string): Promise<Asked> {
    const request = { name: NAME, email: 'somying@example.org', asked: ASKED, language: 'th' } as const;
    const filed = await fileDataRequest({ request, idempotencyKey: key }, deps());
    if ('refused' in filed) throw new Error(filed.refused);
    const { reference, receiptCode } = filed;
    const [entry] = await readStream(agency.databases.main.manager, dataRequestStream(reference));
    const received = toDataRequestEvent(entry!) as Parameters<typeof beginDataRequest>[0];
    const asked = new Asked(reference, receiptCode, beginDataRequest(received));
    asked.take(await recorder.openDataRequest({ state: asked.state, at: agency.now }));
    return asked;
  }

  take({ events }: { events: Parameters<typeof foldDataRequest>[1] }): void {
    this.state = foldDataRequest(this.state, events);
  }

  async give<N extends DataRequestUpdateName>(
    who: string,
    name: N,
    params: DataRequestParams[N],
  ): Promise<string | null> {
    const actor = who === 'requester' ? { kind: who } : { kind: 'staff', id: who };
    const id = `${this.reference}-${++this.commands}`;
    const command = { name, id, actor, at: agency.now, params } as unknown as DataRequestUpdate;
    const signer = agency.apps.signer(signerOf(command));
    const signature = signCommand(signer, dataRequestStream(this.reference), command);
    const recorded = await recorder.recordDataRequest({ state: this.state, command, signature });
    this.take(recorded);
    return recorded.refusal?.code ?? null;
  }

  async words(text: string, purpose: 'internal' | 'narrative' = 'internal') {
    const { main, keys } = agency.databases;
    await ensureInternalKey(keys, this.reference, agency.apps.publicKeys.casework);
    return storeText(
      { manager: main.manager, keys },
      openerOf(agency.apps, 'casework'),
      {
        reference: this.reference,
        purpose,
        kind: 'answer',
        author: 'staff:custodian-1',
        createdAt: agency.now,
      },
      text,
    );
  }

  async pass(days: number): Promise<void> {
    const end = addMs(agency.now, days * DAY_MS);
    for (
      let at = nextDataRequestWaking(this.state);
      at !== null && at <= end;
      at = nextDataRequestWaking(this.state)
    ) {
      agency.now = at;
      const ring = {
        name: 'ring',
        id: `ring-${this.state.version}`,
        actor: { kind: 'system' },
        at,
        params: {},
      };
      this.take(
        await recorder.recordDataRequest({ state: this.state, command: ring as never, signature: null }),
      );
    }
    agency.now = end;
  }

  mails(): Promise<{ recipient: string; template: string }[]> {
    return agency.databases.main.query(
      `SELECT recipient, template FROM mail_outbox WHERE reference = $1 ORDER BY created_at, recipient, template`,
      [this.reference],
    );
  }
}

describe('a request for the own data, on its stores', () => {
  it('leaves nothing that can be read in ledger, outbox and mails, and is answered to its code alone', async () => {
    const asked = await Asked.file('first-request-key-0000001');
    const how = await asked.words('เห็นบัตรประจำตัวประชาชน');
    expect(await asked.give('custodian-1', 'confirm-identity', { how, requester: null })).toBeNull();
    const answer = await asked.words('ข้อมูลที่เก็บไว้มีดังนี้');
    expect(await asked.give('custodian-1', 'propose-answer', { kind: 'data-given', answer })).toBeNull();
    const before = await openDataRequest(asked.reference, asked.code, deps());
    expect(before).toMatchObject({ status: 'in-hand', answer: null });
    const approval = { approved: true, answer: await asked.words('ข้อมูลที่เก็บไว้มีดังนี้', 'narrative') } as const;
    expect(await asked.give('custodian-1', 'decide-answer', approval)).toBe('SecondPersonRequired');
    expect(await asked.give('auditor-1', 'decide-answer', approval)).toBeNull();
    expect(await openDataRequest(asked.reference, asked.code, deps())).toMatchObject({
      status: 'answered',
      answer: 'ข้อมูลที่เก็บไว้มีดังนี้',
    });
    expect(await openDataRequest(asked.reference, '0000-0000-0000-0000-0000', deps())).toBeNull();
    expect(await openDataRequest('TRT-69-0000-0000', asked.code, deps())).toBeNull();

    const rows: unknown[] = await agency.databases.main.query(
      `SELECT (SELECT json_agg(l) FROM ledger_entry l WHERE stream LIKE '%' || $1) AS ledger,
         (SELECT json_agg(o) FROM outbox o WHERE reference = $1) AS outbox,
         (SELECT json_agg(m) FROM mail_outbox m WHERE reference = $1) AS mails,
         (SELECT json_agg(d) FROM data_request d WHERE reference = $1) AS request`,
      [asked.reference],
    );
    for (const personal of [ASKED, NAME, 'somying', 'ข้อมูลที่เก็บไว้'])
      expect(JSON.stringify(rows)).not.toContain(personal);
    expect(await asked.mails()).toContainEqual({
      recipient: `complainant:${asked.reference}`,
      template: 'news',
    });
  });

  it('takes a command of the staff with casework’s signature only, a withdrawal with intake’s', async () => {
    const asked = await Asked.file('forged-request-key-000001');
    const forged = {
      name: 'withdraw',
      id: 'x',
      actor: { kind: 'requester' },
      at: agency.now,
      params: {},
    } as const;
    const signer = agency.apps.signer('casework-signing');
    const signature = signCommand(signer, dataRequestStream(asked.reference), forged);
    const { refusal } = await recorder.recordDataRequest({ state: asked.state, command: forged, signature });
    expect(refusal?.code).toBe('SignatureInvalid');
    expect(await asked.give('requester', 'withdraw', {})).toBeNull();
    expect(asked.state.status).toBe('withdrawn');
    const stored = await findDataRequest(agency.databases.main.manager, asked.reference);
    expect(stored?.state).toEqual(asked.state);
  });

  it('is told overdue to custodians, then to the head of agency, and to the auditors for information', async () => {
    const asked = await Asked.file('late-request-key-00000001');
    await asked.pass(40);
    const told = (await asked.mails()).map(({ recipient, template }) => `${template} ${recipient}`);
    expect(told).toContain('reminder staff:custodian-1');
    expect(told).toContain('escalation staff:custodian-2');
    expect(told).toContain('escalation staff:governor');
    expect(told).toContain('escalation-informed staff:auditor-1');
    expect(told.filter((one) => one.includes('desk') || one.includes('administrator'))).toEqual([]);
  });

  it('is no business of a custodian who asks for the own data', async () => {
    const asked = await Asked.file('own-request-key-000000001');
    const requester = pseudonyms(agency.worker.secret('subjects-token'))('person', 'custodian-2');
    const how = await asked.words('บัตรเจ้าหน้าที่');
    expect(await asked.give('custodian-1', 'confirm-identity', { how, requester })).toBeNull();
    const answer = await asked.words('ไม่มีข้อมูลที่ให้ได้');
    const proposal = { kind: 'nothing-may-be-given', answer } as const;
    expect(await asked.give('custodian-2', 'propose-answer', proposal)).toBe('NotForThisPerson');
    expect(await asked.give('custodian-1', 'propose-answer', proposal)).toBeNull();
    expect(await asked.give('custodian-2', 'decide-answer', { approved: true, answer })).toBe(
      'NotForThisPerson',
    );
  });

  it('gives a repeated request the first one’s answer, and refuses its key for another', async () => {
    const request = { name: NAME, asked: ASKED, language: 'en' } as const;
    const idempotencyKey = 'repeated-request-key-0001';
    const first = await fileDataRequest({ request, idempotencyKey }, deps());
    expect(await fileDataRequest({ request, idempotencyKey }, deps())).toEqual(first);
    const other = { ...request, asked: 'อย่างอื่น' };
    expect(await fileDataRequest({ request: other, idempotencyKey }, deps())).toEqual({
      refused: 'IdempotencyKeyReused',
    });
  });

  it('shows a withdrawal at once, and takes no second one once it is over', async () => {
    const asked = await Asked.file('withdrawn-request-key-001');
    expect(await withdrawDataRequest(asked.reference, asked.code, deps())).toBe('taken');
    expect(await withdrawDataRequest(asked.reference, asked.code, deps())).toBe('taken');
    expect(await openDataRequest(asked.reference, asked.code, deps())).toMatchObject({ status: 'withdrawn' });
    await asked.give('requester', 'withdraw', {});
    expect(await withdrawDataRequest(asked.reference, asked.code, deps())).toMatchObject({
      code: 'DataRequestOver',
    });
    expect(await withdrawDataRequest(asked.reference, '0', deps())).toBeNull();
  });
});
