import type { Actor } from '../complaint/command.js';
import { CaseUnderTest, FILED_AT, sampleContext, text } from '../complaint/complaint.builder.js';
import { isRefusal, type Refusal } from '../complaint/refusal.js';
import { addMs, DAY_MS, HOUR_MS, type Instant } from '../time/instant.js';
import { decideProtection } from './decide.js';
import { begin, fold } from './evolve.js';
import type { ProtectionCommand, ProtectionCommandName, ProtectionParams } from './protection-command.js';
import type { ProtectionContext } from './protection-context.js';
import type { ProtectionEvent, ProtectionOpening } from './protection-event.js';
import type { ProtectionState } from './protection-state.js';
import { nextWaking } from './waking.js';

export const plea = { purpose: 'ask-the-complainant', ground: 'official-duty', reason: text, hours: 24 };

const actorOf = (who: string): Actor =>
  who === 'system' || who === 'complainant' ? { kind: who } : { kind: 'staff', id: who };

export const openedProtection = (
  changes: Partial<ProtectionOpening> = {},
): ProtectionEvent<'ProtectionOpened'> => ({
  type: 'ProtectionOpened',
  schemaVersion: 1,
  at: FILED_AT,
  actor: 'system',
  body: {
    id: 'SMP-69-0000-0000',
    reference: 'SMP-69-0000-0000',
    person: 'complainant',
    identityMode: 'confidential',
    mayBeMailed: true,
    policyHash: 'hash',
    isStaff: false,
    ...changes,
  },
});

/** One protected person: give commands, let time pass, read the state, the events and the last refusal. */
export class ProtectionUnderTest {
  readonly events: ProtectionEvent[];
  state: ProtectionState;
  refusal: Refusal | null = null;
  now: Instant = FILED_AT;

  private constructor(
    opening: Partial<ProtectionOpening>,
    readonly complaint: CaseUnderTest,
  ) {
    const first = openedProtection(opening);
    this.events = [first];
    this.state = begin(first);
  }

  /** Of a case that `officer` of `finance` has. */
  static opened(opening: Partial<ProtectionOpening> = {}): ProtectionUnderTest {
    return new ProtectionUnderTest(opening, CaseUnderTest.assigned()).give('system', 'open-protection', {});
  }

  get context(): ProtectionContext {
    return { ...sampleContext, complaint: this.complaint.state };
  }

  give<N extends ProtectionCommandName>(
    who: string,
    name: N,
    params: ProtectionParams[N],
    seenVersion?: number,
  ): this {
    const command = {
      name,
      id: `${name}-${this.state.version}`,
      actor: actorOf(who),
      at: this.now,
      params,
      ...(seenVersion !== undefined && { seenVersion }),
    } as unknown as ProtectionCommand;
    const outcome = decideProtection(this.state, command, this.context);
    this.refusal = isRefusal(outcome) ? outcome : null;
    if (!isRefusal(outcome)) {
      this.events.push(...outcome);
      this.state = fold(this.state, outcome);
    }
    return this;
  }

  /** The case accuses these people from now on. */
  accuse(...tokens: string[]): this {
    this.complaint.give('desk', 'add-accused', { persons: tokens, units: [], subject: text });
    return this.give('system', 'follow-case', { change: 'conflict' });
  }

  afterHours(hours: number): this {
    this.now = addMs(this.now, hours * HOUR_MS);
    return this;
  }

  /** Lets the days pass and rings whenever something falls due. */
  after(days: number): this {
    const end = addMs(this.now, days * DAY_MS);
    for (let at = nextWaking(this.state); at !== null && at <= end; at = nextWaking(this.state)) {
      this.now = at < this.now ? this.now : at;
      this.give('system', 'ring', {});
    }
    this.now = end;
    return this;
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }
}
