import type { Worker, WorkflowBundle } from '@temporalio/worker';
import type { Command, CommandParams } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { received, text } from '#domain/complaint/complaint.builder.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Refusal } from '#domain/complaint/refusal.js';
import { addMs, DAY_MS, instantOf, type Instant } from '#domain/time/instant.js';
import { sendCommand, startComplaint } from '#temporal/complaint-calls.js';
import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import {
  type ComplaintInput,
  complaintWorkflowId,
  type UpdateName,
} from '#workflows/complaint/complaint.contract.js';
import { STATE_QUERY } from '#workflows/matter/matter.contract.js';
import { LedgerFake } from '../../workflows/complaint/ledger.fake.js';
import { TemporalForTests } from './temporal.js';

const QUEUE = 'complaint-stage';
/** What a person needs to see the news and act, so that commands come after the events they answer. */
const THINKING_MS = 2_000;

/** The complaint workflow on a real Temporal server, with the ledger in memory. */
export class ComplaintStage {
  readonly ledger = new LedgerFake();
  private worker: Worker | null = null;
  private working: Promise<void> = Promise.resolve();
  private filed = 0;

  private constructor(
    readonly temporal: TemporalForTests,
    private readonly bundle: WorkflowBundle,
  ) {}

  static async open(): Promise<ComplaintStage> {
    const stage = new ComplaintStage(await TemporalForTests.start(), await bundleWorkflows());
    await stage.startWorker();
    return stage;
  }

  async startWorker(): Promise<void> {
    const { open, record } = this.ledger;
    this.worker = await this.temporal.worker(QUEUE, this.bundle, { open, record });
    this.working = this.worker.run();
  }

  async stopWorker(): Promise<void> {
    this.worker?.shutdown();
    await this.working;
  }

  async close(): Promise<void> {
    await this.stopWorker();
    await this.temporal.stop();
  }

  async file(options: Partial<ComplaintInput> = {}, filedAt = instantOf(Date.now())): Promise<StagedCase> {
    const reference = `SMP-69-0000-${String(++this.filed).padStart(4, '0')}`;
    const first = { ...received({ reference, filedAt, deemedReceivedAt: filedAt }), at: filedAt };
    this.ledger.file(first);
    await startComplaint(this.temporal.client, { received: first, ...options }, QUEUE);
    return new StagedCase(this, reference, filedAt);
  }
}

/** One complaint on the stage. What people do is dated by the moment to which its workflow has come. */
export class StagedCase {
  private commands = 0;

  constructor(
    private readonly stage: ComplaintStage,
    readonly reference: string,
    private now: Instant,
  ) {}

  give<N extends UpdateName>(
    who: string,
    name: N,
    params: CommandParams[N],
    id = `${this.reference}-${++this.commands}`,
    seenVersion?: number,
  ): Promise<ComplaintEvent[] | Refusal | 'unreachable'> {
    const actor = who === 'complainant' ? { kind: who } : { kind: 'staff', id: who };
    const at = addMs(this.now, THINKING_MS);
    const command = { name, id, actor, at, params, seenVersion } as unknown as Command<UpdateName>;
    return sendCommand(this.stage.temporal.client, this.reference, command, 'signature', 30_000);
  }

  /** From filing to closing, with everybody doing their part. */
  async leadToClosing(): Promise<void> {
    await this.give('desk', 'accept', { unit: 'finance' });
    await this.give('finance-head', 'assign', { officer: 'officer' });
    await this.after(10);
    await this.give('officer', 'record-finding', { finding: 'substantiated', text });
    await this.give('officer', 'submit-report', { report: text });
    await this.give('governor', 'decide', { decision: 'corrective', text });
    await this.give('desk', 'notify-outcome', { outcome: text });
    await this.give('desk', 'close', {});
  }

  async after(days: number): Promise<void> {
    await this.stage.temporal.fastForward(this.handle.workflowId, days * DAY_MS);
    this.now = addMs(this.now, days * DAY_MS);
  }

  get handle() {
    return this.stage.temporal.client.workflow.getHandle(complaintWorkflowId(this.reference));
  }

  state(): Promise<ComplaintState> {
    return this.handle.query<ComplaintState>(STATE_QUERY);
  }

  get events(): ComplaintEvent[] {
    return this.stage.ledger.eventsOf(this.reference);
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }
}
