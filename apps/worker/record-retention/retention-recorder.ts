import type { EntityManager } from 'typeorm';
import { holdersOf } from '#domain/routing/routing.js';
import type { Notification } from '#domain/complaint/notifications.js';
import { decideRetention, type RetentionContext } from '#domain/retention/decide.js';
import { foldRetention } from '#domain/retention/evolve.js';
import type { RetentionCommand } from '#domain/retention/retention-command.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { RetentionState } from '#domain/retention/retention-state.js';
import type { EvidenceStorage } from '#evidence/storage/evidence-storage.js';
import { retentionStream } from '#ledger/ledger.js';
import { ledgerSeal, type Seal } from '#ledger/seal.js';
import { readState } from '#persistence/case-view-store.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { readDirectory } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { toRetentionEvent } from '#persistence/ledger-store.js';
import { enqueueMail } from '#persistence/mail-outbox-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { obstacleTo, upsertRetention } from '#persistence/retention-store.js';
import type { Keyring } from '#vault/keyring.js';
import { pseudonyms, type TokenOf } from '#vault/pseudonym.js';
import { verifyCommand } from '#vault/signature.js';
import type { RecordedOf } from '#workflows/matter/matter.contract.js';
import type { RetentionPorts } from '#workflows/retention/retention.ports.js';
import { recordOnce } from '../record-once.js';
import { openAccusedKey, sealAccusedKey } from './accused-key.js';
import { destroyCase } from './destruction.js';

type Recorded = RecordedOf<RetentionEvent>;

/** What the ring carried out of what had been ordered before it. */
type CarriedOut = Pick<RetentionContext, 'destroyed' | 'isKeyMoved'>;

/** Decides and writes what happens to the keeping of a case, and destroys it when that was ordered. */
export class RetentionRecorder implements RetentionPorts {
  private readonly tokenOf: TokenOf;
  private readonly sealOf: Seal;

  constructor(
    private readonly databases: Databases,
    private readonly keyring: Keyring,
    private readonly storage: EvidenceStorage,
  ) {
    this.sealOf = ledgerSeal(keyring);
    this.tokenOf = pseudonyms(keyring.secret('subjects-token'));
  }

  openRetention: RetentionPorts['openRetention'] = ({ state, at }) =>
    this.settle(
      state,
      {
        name: 'open-retention',
        id: `open-${state.reference}`,
        actor: { kind: 'system' },
        at,
        params: {},
      },
      { destroyed: null, isKeyMoved: false },
    );

  recordRetention: RetentionPorts['recordRetention'] = async ({ state, command, signature }) => {
    const isGenuine =
      signature === null
        ? command.name === 'ring' && command.actor.kind === 'system'
        : verifyCommand(this.keyring, retentionStream(state.reference), command, signature);
    if (!isGenuine)
      return { missed: [], events: [], isRepeat: false, refusal: { code: 'SignatureInvalid', params: {} } };
    const isRing = command.name === 'ring';
    const { reference, status, sealing } = state;
    const isOrdered = isRing && status === 'ordered';
    const destroyed = isOrdered ? await destroyCase(this.databases, this.storage, reference) : null;
    const moveKey = sealing === 'ordered' ? sealAccusedKey : sealing === 'opening' ? openAccusedKey : null;
    if (isRing && moveKey !== null) await moveKey(this.databases, this.keyring, reference);
    return this.settle(state, command, { destroyed, isKeyMoved: isRing && moveKey !== null });
  };

  private settle(given: RetentionState, command: RetentionCommand, done: CarriedOut): Promise<Recorded> {
    const { reference, version } = given;
    const place = {
      stream: retentionStream(reference),
      version,
      commandId: command.id,
      eventOf: toRetentionEvent,
    };
    return transaction(this.databases.main, (manager) =>
      recordOnce(manager, this.sealOf, place, async (missed) => {
        const state = foldRetention(given, missed);
        const context = await this.context(manager, state, done);
        const project = async (events: RetentionEvent[]): Promise<void> => {
          const after = foldRetention(state, events);
          await upsertRetention(manager, after, command.at);
          await enqueueMail(manager, reference, noticesOf(events, after, context), command.at);
        };
        return { outcome: decideRetention(state, command, context), project };
      }),
    );
  }

  private async context(
    manager: EntityManager,
    { reference, policyHash }: RetentionState,
    done: CarriedOut,
  ): Promise<RetentionContext> {
    const policy = await readPolicy(manager, policyHash);
    const complaint = await readState(manager, reference);
    if (complaint === null) throw new Error(`The case ${reference} has not been opened.`);
    return {
      policy,
      complaint,
      calendar: await readCalendar(manager, policy),
      directory: await readDirectory(manager, this.tokenOf),
      obstacle: await obstacleTo(manager, reference),
      ...done,
    };
  }
}

/** Auditors and the head of agency hear of a destruction in time to place a hold, and that somebody asks for what is sealed. */
const noticesOf = (
  events: readonly RetentionEvent[],
  after: RetentionState,
  { complaint, directory }: RetentionContext,
): Notification[] =>
  events.flatMap((event, index): Notification[] => {
    const notice = noticeOf(event);
    if (notice === null) return [];
    return (['auditor', 'head-of-agency'] as const).flatMap((role) =>
      (holdersOf(role, complaint, directory, event.at)?.people ?? []).map(({ id }) => ({
        to: { kind: 'staff', id },
        template: notice.template,
        params: { reference: after.reference, ...notice.params, asRole: role },
        seq: after.version - events.length + 1 + index,
      })),
    );
  });

function noticeOf(event: RetentionEvent): Pick<Notification, 'template' | 'params'> | null {
  if (event.type === 'OpeningAsked') return { template: 'opening-asked', params: {} };
  if (event.type !== 'DestructionNear') return null;
  return { template: 'destruction-near', params: { dueAt: event.body.destroyAt } };
}
