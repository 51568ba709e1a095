import { isRefusal, Refusal } from '#domain/complaint/refusal.js';
import { decideProtection } from '#domain/protection/decide.js';
import { begin, fold } from '#domain/protection/evolve.js';
import type {
  ProtectionCommand,
  ProtectionCommandName,
  ProtectionParams,
} from '#domain/protection/protection-command.js';
import type { ProtectionEvent, ProtectionOpening } from '#domain/protection/protection-event.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import { protectionTasks } from '#domain/protection/tasks.js';
import { protectionStream } from '#ledger/ledger.js';
import { ledgerSeal, type Seal } from '#ledger/seal.js';
import { appendLocked, lockStream } from '#persistence/case-ledger-store.js';
import { readState } from '#persistence/case-view-store.js';
import { transaction } from '#persistence/data-source.js';
import { readDirectory } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { insertIdentityGrant, removeIdentityGrant } from '#persistence/identity-grant-store.js';
import { appendFact } from '#persistence/ledger-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { readProtection, upsertProtection } from '#persistence/protection-store.js';
import { replaceTasks } from '#persistence/task-store.js';
import { readWrappedKey } from '#persistence/wrapped-key-store.js';
import { grantDataKey } from '#vault/grant.js';
import { pseudonyms } from '#vault/pseudonym.js';
import type { AgencyForTests } from '../../../test/support/agency.js';
import type { ProtectionPort } from '../casework.js';

const GRANTS = { identity: 'custodian', contact: 'mailer' } as const;

/** Protected people on a real database, each workflow replaced by the domain deciding at once. */
export class ProtectionsForTests implements ProtectionPort {
  /** What the next command meets instead of a decision; `answer-lost`: it is decided, and nobody hears of it. */
  instead: Refusal | 'unreachable' | 'answer-lost' | null = null;
  readonly sent: ProtectionCommand[] = [];
  private readonly sealOf: Seal;
  private given = 0;

  constructor(private readonly agency: AgencyForTests) {
    this.sealOf = ledgerSeal(agency.worker);
  }

  /** Opens the protection of the case's complainant, or with changes of a witness; returns its id. */
  async open(reference: string, changes: Partial<ProtectionOpening> = {}): Promise<string> {
    const { databases, now } = this.agency;
    const { manager } = databases.main;
    const complaint = await readState(manager, reference);
    if (complaint === null) throw new Error(`There is no case ${reference}.`);
    const { identityMode, mayBeMailed, policyHash } = complaint.filing;
    const opened: ProtectionEvent<'ProtectionOpened'> = {
      type: 'ProtectionOpened',
      schemaVersion: 1,
      at: now,
      actor: 'system',
      body: {
        id: reference,
        reference,
        person: 'complainant',
        isStaff: false,
        identityMode,
        mayBeMailed,
        policyHash,
        ...changes,
      },
    };
    const { id } = opened.body;
    await appendFact(manager, protectionStream(id), opened, this.sealOf);
    await upsertProtection(manager, begin(opened), now);
    await this.act('system', id, 'open-protection', {});
    return id;
  }

  /** Something done past the app, e.g. by a colleague or by time. */
  async act<N extends ProtectionCommandName>(
    who: string,
    id: string,
    name: N,
    params: ProtectionParams[N],
  ): Promise<void> {
    const actor = who === 'system' || who === 'complainant' ? { kind: who } : { kind: 'staff', id: who };
    const command = { name, id: `${name}-${++this.given}`, actor, at: this.agency.now, params };
    const outcome = await this.settle(id, command as unknown as ProtectionCommand);
    if (isRefusal(outcome)) throw new Error(`${name}: ${outcome.code}`);
  }

  async send(id: string, command: ProtectionCommand): Promise<ProtectionEvent[] | Refusal | 'unreachable'> {
    this.sent.push(command);
    const { instead } = this;
    this.instead = null;
    if (instead !== 'answer-lost') return instead ?? this.settle(id, command);
    await this.settle(id, command);
    return 'unreachable';
  }

  async stateOf(id: string): Promise<ProtectionState> {
    const state = await readProtection(this.agency.databases.main.manager, id);
    if (state === null) throw new Error(`There is no protection ${id}.`);
    return state;
  }

  private async settle(id: string, command: ProtectionCommand): Promise<ProtectionEvent[] | Refusal> {
    const state = await this.stateOf(id);
    const outcome = await transaction(this.agency.databases.main, async (manager) => {
      const policy = await readPolicy(manager, state.policyHash);
      const complaint = await readState(manager, state.reference);
      if (complaint === null) return new Refusal('CaseUnknown');
      const tokenOf = pseudonyms(this.agency.apps.secret('subjects-token'));
      const context = {
        policy,
        complaint,
        calendar: await readCalendar(manager, policy),
        directory: await readDirectory(manager, tokenOf),
      };
      const decided = decideProtection(state, command, context);
      if (isRefusal(decided)) return decided;
      const stream = protectionStream(id);
      const locked = await lockStream(manager, stream, state.version, this.sealOf);
      await appendLocked(manager, stream, locked, command.id, decided, this.sealOf);
      const after = fold(state, decided);
      await upsertProtection(manager, after, command.at);
      const tasks = protectionTasks(after, context, command.at);
      await replaceTasks(manager, state.reference, tasks, `protection-${id}`);
      return decided;
    });
    if (!isRefusal(outcome)) await this.grant(fold(state, outcome));
    return outcome;
  }

  /** As the worker does: keys for the accesses that are open, none for all others. */
  private async grant({ id, reference, accesses }: ProtectionState): Promise<void> {
    const { databases, worker } = this.agency;
    for (const { access, by, status, until } of accesses)
      for (const purpose of ['identity', 'contact'] as const) {
        const grant = `${id}|${access}|${purpose}`;
        const wrapped = await readWrappedKey(databases.keys, reference, purpose, GRANTS[purpose]);
        if (status !== 'open' || until === null) await removeIdentityGrant(databases.keys, grant);
        else if (wrapped !== null) {
          const terms = { reference, purpose, asker: by, expiresAt: until };
          const holder = worker.holder(GRANTS[purpose]);
          const { keyId, sealed } = await grantDataKey(wrapped, holder, worker.publicKeys.casework, terms);
          await insertIdentityGrant(databases.keys, { ...terms, id: grant, recipientKeyId: keyId, sealed });
        }
      }
  }
}
