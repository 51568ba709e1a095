import type { Client } from '@temporalio/client';
import { isRefusal, type Refusal, type RefusalCode } from '#domain/complaint/refusal.js';
import { addMs, DAY_MS, instantOf, type Instant } from '#domain/time/instant.js';
import { STATE_QUERY } from '#workflows/matter/matter.contract.js';
import { type Kept, saveHistory } from './recorded-history.js';
import type { TemporalForTests } from './temporal.js';

/** What a person needs to see the news and act, so that commands come after the events they answer. */
const THINKING_MS = 2_000;

const NO_STAFF = ['complainant', 'requester', 'system'];

/** How one kind of matter is kept, begun and given its commands, by the name of each command. */
export interface MatterKind<E, Params> {
  kept: Kept;
  workflowId: string;
  /** All entries of its ledger up to now. */
  events: E[];
  start(client: Client, options: { continueAsNewAfter?: number }): Promise<'started' | 'unreachable'>;
  send(client: Client, command: GivenCommand<Params>): Promise<E[] | Refusal | 'unreachable'>;
}

export interface GivenCommand<Params> {
  name: keyof Params & string;
  id: string;
  actor: { kind: string; id?: string };
  at: Instant;
  params: Params[keyof Params];
}

/** One matter on a real Temporal server. What people do is dated by the moment to which its workflow has come. */
export class StagedMatter<E, Params> {
  private commands = 0;
  private now: Instant = instantOf(Date.now());

  constructor(
    private readonly temporal: TemporalForTests,
    private readonly kind: MatterKind<E, Params>,
  ) {}

  async start(options: { continueAsNewAfter?: number } = {}): Promise<void> {
    await this.kind.start(this.temporal.client, options);
  }

  /** `who`: a staff id, or who is no staff. Throws unless it is done. */
  async give<N extends keyof Params & string>(who: string, name: N, params: Params[N]): Promise<void> {
    await this.giveInVain(who, name, params, null);
  }

  /** Throws unless it is refused by `code`. */
  async giveInVain<N extends keyof Params & string>(
    who: string,
    name: N,
    params: Params[N],
    code: RefusalCode | null,
  ): Promise<void> {
    const id = `${name}-${++this.commands}`;
    const actor = NO_STAFF.includes(who) ? { kind: who } : { kind: 'staff', id: who };
    const at = addMs(this.now, THINKING_MS);
    const answer = await this.kind.send(this.temporal.client, { name, id, actor, at, params });
    if (answer === 'unreachable') throw new Error(`${name} was not taken in time`);
    const refusal = isRefusal(answer) ? answer.code : null;
    if (refusal !== code) throw new Error(`${name}: ${refusal ?? 'done'}`);
  }

  async after(days: number): Promise<void> {
    await this.temporal.fastForward(this.kind.workflowId, days * DAY_MS);
    this.now = addMs(this.now, days * DAY_MS);
  }

  /** Waits for its end. */
  async end(): Promise<void> {
    await this.handle().result();
  }

  /** Keeps the first run under `name`, or the last one. */
  async save(name: string, run: 'first' | 'last' = 'last'): Promise<void> {
    const { kept, workflowId, events } = this.kind;
    const first = (await this.handle().describe()).raw.workflowExecutionInfo?.firstRunId ?? undefined;
    const handle = this.handle(run === 'first' ? first : undefined);
    const state = await handle.query<{ version: number }>(STATE_QUERY);
    const [history, ledger] = [await handle.fetchHistory(), events.slice(0, state.version)];
    saveHistory(kept, { name, workflowId, history, ledger, state });
  }

  /** Ends what is still under way. */
  async clear(): Promise<void> {
    if ((await this.handle().describe()).status.name === 'RUNNING') await this.handle().terminate();
  }

  private handle(run?: string) {
    return this.temporal.client.workflow.getHandle(this.kind.workflowId, run);
  }
}
