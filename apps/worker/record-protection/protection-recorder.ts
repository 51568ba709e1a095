import type { EntityManager } from 'typeorm';
import { decideProtection } from '#domain/protection/decide.js';
import { fold } from '#domain/protection/evolve.js';
import { protectionNotifications } from '#domain/protection/notifications.js';
import type { ProtectionCommand } from '#domain/protection/protection-command.js';
import type { ProtectionContext } from '#domain/protection/protection-context.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import { protectionTasks } from '#domain/protection/tasks.js';
import { protectionStream } from '#ledger/ledger.js';
import { ledgerSeal, type Seal } from '#ledger/seal.js';
import { readState } from '#persistence/case-view-store.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { readDirectory } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { toProtectionEvent } from '#persistence/ledger-store.js';
import { enqueueMail } from '#persistence/mail-outbox-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { upsertProtection } from '#persistence/protection-store.js';
import { replaceTasks } from '#persistence/task-store.js';
import type { Keyring } from '#vault/keyring.js';
import { pseudonyms, type TokenOf } from '#vault/pseudonym.js';
import { verifyCommand } from '#vault/signature.js';
import type { RecordedOf } from '#workflows/matter/matter.contract.js';
import type { ProtectionPorts } from '#workflows/protection/protection.ports.js';
import { recordOnce } from '../record-once.js';
import { IdentityGrants } from './identity-grants.js';

type Recorded = RecordedOf<ProtectionEvent>;

/** Decides and writes what happens to a protected person: ledger, view, tasks and mails in one transaction. */
export class ProtectionRecorder implements ProtectionPorts {
  private readonly tokenOf: TokenOf;
  private readonly sealOf: Seal;
  private readonly grants: IdentityGrants;

  constructor(
    private readonly databases: Databases,
    private readonly keyring: Keyring,
  ) {
    this.sealOf = ledgerSeal(keyring);
    this.tokenOf = pseudonyms(keyring.secret('subjects-token'));
    this.grants = new IdentityGrants(databases.keys, keyring);
  }

  openProtection: ProtectionPorts['openProtection'] = ({ state, at }) =>
    this.settle(state, {
      name: 'open-protection',
      id: `open-${state.id}`,
      actor: { kind: 'system' },
      at,
      params: {},
    });

  recordProtection: ProtectionPorts['recordProtection'] = async ({ state, command, signature }) => {
    // The workflow itself rings; everything else passed an app, which signed it.
    const isGenuine =
      signature === null
        ? command.name === 'ring' && command.actor.kind === 'system'
        : verifyCommand(this.keyring, protectionStream(state.id), command, signature);
    return isGenuine
      ? this.settle(state, command)
      : { missed: [], events: [], isRepeat: false, refusal: { code: 'SignatureInvalid', params: {} } };
  };

  private async settle(given: ProtectionState, command: ProtectionCommand): Promise<Recorded> {
    const { id, version } = given;
    const place = {
      stream: protectionStream(id),
      version,
      commandId: command.id,
      eventOf: toProtectionEvent,
    };
    const recorded = await transaction(this.databases.main, (manager) =>
      recordOnce(manager, this.sealOf, place, async (missed) => {
        const state = fold(given, missed);
        const context = await this.context(manager, state);
        return {
          outcome: decideProtection(state, command, context),
          project: (events) => this.project(manager, command, state, events, context),
        };
      }),
    );
    const { missed, events, isRepeat } = recorded;
    // Keys lie in another database: brought up to what is recorded, also when a crash came between the two.
    await this.grants.bringUpTo(fold(given, isRepeat ? missed : [...missed, ...events]));
    return recorded;
  }

  private async context(manager: EntityManager, state: ProtectionState): Promise<ProtectionContext> {
    const policy = await readPolicy(manager, state.policyHash);
    const complaint = await readState(manager, state.reference);
    if (complaint === null) throw new Error(`The case ${state.reference} has not been opened.`);
    return {
      policy,
      complaint,
      calendar: await readCalendar(manager, policy),
      directory: await readDirectory(manager, this.tokenOf),
    };
  }

  /** Everything that follows from the ledger: view, tasks, mails. */
  private async project(
    manager: EntityManager,
    { name, at }: ProtectionCommand,
    before: ProtectionState,
    events: ProtectionEvent[],
    context: ProtectionContext,
  ): Promise<void> {
    const after = fold(before, events);
    const news = protectionNotifications(name === 'open-protection' ? null : before, events, after, context);
    await upsertProtection(manager, after, at);
    await replaceTasks(
      manager,
      after.reference,
      protectionTasks(after, context, at),
      `protection-${after.id}`,
    );
    await enqueueMail(manager, after.reference, news, at);
  }
}
