import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import { decideRetention } from '#domain/retention/decide.js';
import { beginRetention, foldRetention } from '#domain/retention/evolve.js';
import type { RetentionCommand } from '#domain/retention/retention-command.js';
import type { RetentionOutcome } from '#domain/retention/retention-policy.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import { retentionStream } from '#ledger/ledger.js';
import { readState } from '#persistence/case-view-store.js';
import { transaction } from '#persistence/data-source.js';
import { readDirectory } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { appendFact } from '#persistence/ledger-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { readRetention, upsertRetention } from '#persistence/retention-store.js';
import { pseudonyms } from '#vault/pseudonym.js';
import type { AgencyForTests } from '../../../test/support/agency.js';
import type { RetentionPort } from '../casework.js';

/** What is kept of cases, on a real database, each workflow replaced by the domain deciding at once. */
export class RetentionForTests implements RetentionPort {
  /** What the next command meets instead of a decision. */
  instead: 'unreachable' | null = null;

  constructor(private readonly agency: AgencyForTests) {}

  /** What the end of the case begins. */
  async open(reference: string, outcome: RetentionOutcome = 'corrective'): Promise<void> {
    const { databases, now: at } = this.agency;
    const complaint = await readState(databases.main.manager, reference);
    if (complaint === null) throw new Error(`There is no case ${reference}.`);
    const { policyHash } = complaint.filing;
    const body = { reference, policyHash, outcome };
    const opened = { type: 'RetentionOpened', schemaVersion: 1, at, actor: 'system', body } as const;
    await this.append(reference, [opened]);
    await upsertRetention(databases.main.manager, beginRetention(opened), at);
    const command = {
      name: 'open-retention',
      id: 'open',
      actor: { kind: 'system' },
      at,
      params: {},
    } as const;
    await this.send(reference, command);
  }

  /** The workflow wakes. */
  async ring(reference: string): Promise<void> {
    const { now: at } = this.agency;
    await this.send(reference, { name: 'ring', id: 'ring', actor: { kind: 'system' }, at, params: {} });
  }

  async send(
    reference: string,
    command: RetentionCommand,
  ): Promise<RetentionEvent[] | Refusal | 'unreachable'> {
    const { instead } = this;
    this.instead = null;
    if (instead !== null) return instead;
    const { databases, worker, now } = this.agency;
    const { manager } = databases.main;
    const state = await readRetention(manager, reference);
    const complaint = await readState(manager, reference);
    if (state === null || complaint === null) throw new Error(`Nothing is kept of ${reference}.`);
    const policy = await readPolicy(manager, state.policyHash);
    const outcome = decideRetention(state, command, {
      policy,
      complaint,
      calendar: await readCalendar(manager, policy),
      directory: await readDirectory(manager, pseudonyms(worker.secret('subjects-token'))),
      obstacle: null,
      destroyed: null,
      isKeyMoved: command.name === 'ring',
    });
    if (isRefusal(outcome)) return outcome;
    await this.append(reference, outcome);
    await upsertRetention(manager, foldRetention(state, outcome), now);
    return outcome;
  }

  private append(reference: string, events: readonly RetentionEvent[]): Promise<void> {
    const { main, sealOf } = this.agency.databases;
    return transaction(main, async (manager) => {
      for (const event of events) await appendFact(manager, retentionStream(reference), event, sealOf);
    });
  }
}
