import type { Actor } from '../complaint/command.js';
import { CaseUnderTest, FILED_AT, sampleContext } from '../complaint/complaint.builder.js';
import { isRefusal } from '../complaint/refusal.js';
import { addMs, DAY_MS, type Instant } from '../time/instant.js';
import { decideRetention, type RetentionContext } from './decide.js';
import { beginRetention, foldRetention } from './evolve.js';
import type { RetentionCommand, RetentionCommandName, RetentionParams } from './retention-command.js';
import type { RetentionEvent } from './retention-event.js';
import type { RetentionOutcome } from './retention-policy.js';
import { nextRetentionWaking, type RetentionState } from './retention-state.js';

const actorOf = (who: string): Actor => (who === 'system' ? { kind: who } : { kind: 'staff', id: who });

/** The keeping of a closed case. */
export class Keeping {
  state: RetentionState;
  refusal: string | null = null;
  now: Instant = FILED_AT;
  readonly events: RetentionEvent[];

  constructor(
    readonly changes: Partial<RetentionContext> = {},
    outcome: RetentionOutcome = 'corrective',
  ) {
    const body = { reference: 'SMP-69-0000-0000', policyHash: 'hash', outcome };
    const opened = {
      type: 'RetentionOpened',
      schemaVersion: 1,
      at: this.now,
      actor: 'system',
      body,
    } as const;
    this.events = [opened];
    this.state = beginRetention(opened);
    this.give('system', 'open-retention', {});
  }

  /** Of all that happened since it was opened. */
  get types(): string[] {
    return this.events.slice(1).map(({ type }) => type);
  }

  give<N extends RetentionCommandName>(who: string, name: N, params: RetentionParams[N]): this {
    const command = { name, id: `${this.state.version}`, actor: actorOf(who), at: this.now, params };
    const complaint = CaseUnderTest.closed().state;
    const context = {
      ...sampleContext,
      complaint,
      obstacle: null,
      destroyed: null,
      isKeyMoved: true,
      ...this.changes,
    };
    const outcome = decideRetention(this.state, command as unknown as RetentionCommand, context);
    this.refusal = isRefusal(outcome) ? outcome.code : null;
    if (isRefusal(outcome)) return this;
    this.events.push(...outcome);
    this.state = foldRetention(this.state, outcome);
    return this;
  }

  after(days: number): this {
    const end = addMs(this.now, days * DAY_MS);
    for (
      let at = nextRetentionWaking(this.state);
      at !== null && at <= end;
      at = nextRetentionWaking(this.state)
    ) {
      this.now = at < this.now ? this.now : at;
      const version = this.state.version;
      this.give('system', 'ring', {});
      if (this.state.version === version) break;
    }
    this.now = end;
    return this;
  }
}
