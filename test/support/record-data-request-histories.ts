import { text } from '#domain/complaint/complaint.builder.js';
import type { DataRequestParams } from '#domain/data-request/data-request-command.js';
import { receivedRequest } from '#domain/data-request/data-request.builder.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import { addMs, DAY_MS, instantOf, type Instant } from '#domain/time/instant.js';
import { sendToDataRequest, startDataRequest } from '#temporal/data-request-calls.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import {
  type DataRequestInput,
  type DataRequestUpdate,
  type DataRequestUpdateName,
  dataRequestWorkflowId,
} from '#workflows/data-request/data-request.contract.js';
import { STATE_QUERY } from '#workflows/matter/matter.contract.js';
import { DataRequestLedgerFake } from '../../workflows/data-request/data-requests.fake.js';
import { saveHistory } from './recorded-history.js';
import { TemporalForTests } from './temporal.js';

const QUEUE = 'data-requests';
const THINKING_MS = 2_000;

/** One request on a real Temporal server. What people do is dated by the moment to which its workflow has come. */
class StagedRequest {
  private commands = 0;
  private now: Instant = instantOf(Date.now());
  readonly received: ReturnType<typeof receivedRequest>;
  readonly ledger: DataRequestLedgerFake;

  constructor(
    private readonly temporal: TemporalForTests,
    number: number,
  ) {
    this.received = receivedRequest(this.now, { reference: `SMP-69-0000-000${number}` });
    this.ledger = new DataRequestLedgerFake(this.received);
  }

  get handle() {
    const { reference } = this.received.body;
    return this.temporal.client.workflow.getHandle(dataRequestWorkflowId(reference));
  }

  async start(options: Partial<DataRequestInput> = {}): Promise<void> {
    await startDataRequest(this.temporal.client, { received: this.received, ...options }, QUEUE);
  }

  async give<N extends DataRequestUpdateName>(
    who: string,
    name: N,
    params: DataRequestParams[N],
  ): Promise<void> {
    const id = `${name}-${++this.commands}`;
    const actor = who === 'requester' ? { kind: who } : { kind: 'staff', id: who };
    const at = addMs(this.now, THINKING_MS);
    const command = { name, id, actor, at, params } as unknown as DataRequestUpdate;
    const { reference } = this.received.body;
    await sendToDataRequest(this.temporal.client, reference, command, 'signature', 30_000);
  }

  async after(days: number): Promise<void> {
    await this.temporal.fastForward(this.handle.workflowId, days * DAY_MS);
    this.now = addMs(this.now, days * DAY_MS);
  }
}

const answer = { kind: 'data-given', answer: text } as const;

/** Lives worth keeping replayable. Recorded anew only when the workflow's code may break with the old ones. */
const LIVES: Record<string, (one: StagedRequest) => Promise<void>> = {
  'answered-after-a-return': async (one) => {
    await one.start();
    await one.give('custodian', 'confirm-identity', { how: text, requester: null });
    await one.give('custodian', 'propose-answer', answer);
    await one.give('custodian', 'decide-answer', { approved: true, answer: text });
    await one.give('auditor', 'decide-answer', { approved: false, reason: text });
    await one.give('custodian', 'propose-answer', answer);
    await one.give('custodian-two', 'decide-answer', { approved: true, answer: text });
    await one.handle.result();
  },
  'nobody-answers': async (one) => {
    await one.start();
    await one.after(40);
    await one.give('requester', 'withdraw', {});
    await one.handle.result();
  },
  'continued-as-new': async (one) => {
    await one.start({ continueAsNewAfter: 12 });
    await one.give('custodian', 'confirm-identity', { how: text, requester: null });
    await one.give('custodian', 'propose-answer', answer);
    await one.give('auditor', 'decide-answer', { approved: false, reason: text });
  },
};

const temporal = await TemporalForTests.start();
const bundle = await bundleWorkflows();
try {
  for (const [at, [name, live]] of Object.entries(LIVES).entries()) {
    const one = new StagedRequest(temporal, at + 1);
    const { openDataRequest, recordDataRequest } = one.ledger;
    const worker = await temporal.worker(QUEUE, bundle, { openDataRequest, recordDataRequest });
    await worker.runUntil(async () => {
      await live(one);
      saveHistory('data-request', {
        name,
        workflowId: one.handle.workflowId,
        history: await one.handle.fetchHistory(),
        ledger: one.ledger.events,
        state: await one.handle.query<DataRequestState>(STATE_QUERY),
      });
      if ((await one.handle.describe()).status.name === 'RUNNING') await one.handle.terminate();
    });
  }
} finally {
  await temporal.stop();
}
