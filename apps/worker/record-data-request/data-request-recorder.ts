import type { EntityManager } from 'typeorm';
import type { DataRequestCommand } from '#domain/data-request/data-request-command.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import { decideDataRequest, type DataRequestContext } from '#domain/data-request/decide.js';
import { foldDataRequest } from '#domain/data-request/evolve.js';
import { dataRequestNotifications } from '#domain/data-request/notifications.js';
import { namedInRequest } from '#filing/named-in-request.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { ledgerSeal, type Seal } from '#ledger/seal.js';
import { updateDataRequest } from '#persistence/data-request-store.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { readDirectory } from '#persistence/directory-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { toDataRequestEvent } from '#persistence/ledger-store.js';
import { enqueueMail } from '#persistence/mail-outbox-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import type { Keyring } from '#vault/keyring.js';
import { pseudonyms, type TokenOf } from '#vault/pseudonym.js';
import { verifyCommand } from '#vault/signature.js';
import type { DataRequestPorts } from '#workflows/data-request/data-request.ports.js';
import type { RecordedOf } from '#workflows/matter/matter.contract.js';
import { recordOnce } from '../record-once.js';

type Recorded = RecordedOf<DataRequestEvent>;

/** Decides and writes what happens to requests for data. It looks at no case. */
export class DataRequestRecorder implements DataRequestPorts {
  private readonly tokenOf: TokenOf;
  private readonly sealOf: Seal;

  constructor(
    private readonly databases: Pick<Databases, 'main' | 'keys'>,
    private readonly keyring: Keyring,
  ) {
    this.sealOf = ledgerSeal(keyring);
    this.tokenOf = pseudonyms(keyring.secret('subjects-token'));
  }

  openDataRequest: DataRequestPorts['openDataRequest'] = async ({ state, at }) =>
    this.settle(state, {
      name: 'open-data-request',
      id: `open-${state.reference}`,
      actor: { kind: 'system' },
      at,
      params: { named: await namedInRequest(this.databases, this.keyring, state.reference) },
    });

  recordDataRequest: DataRequestPorts['recordDataRequest'] = async ({ state, command, signature }) => {
    const isGenuine =
      signature === null
        ? command.name === 'ring' && command.actor.kind === 'system'
        : verifyCommand(this.keyring, dataRequestStream(state.reference), command, signature);
    return isGenuine
      ? this.settle(state, command)
      : { missed: [], events: [], isRepeat: false, refusal: { code: 'SignatureInvalid', params: {} } };
  };

  private settle(given: DataRequestState, command: DataRequestCommand): Promise<Recorded> {
    const { reference, version } = given;
    const place = {
      stream: dataRequestStream(reference),
      version,
      commandId: command.id,
      eventOf: toDataRequestEvent,
    };
    return transaction(this.databases.main, (manager) =>
      recordOnce(manager, this.sealOf, place, async (missed) => {
        const state = foldDataRequest(given, missed);
        const context = await this.context(manager, state);
        const project = async (events: DataRequestEvent[]): Promise<void> => {
          const after = foldDataRequest(state, events);
          await updateDataRequest(manager, after, command.at);
          await enqueueMail(manager, reference, dataRequestNotifications(events, after, context), command.at);
        };
        return { outcome: decideDataRequest(state, command, context), project };
      }),
    );
  }

  private async context(
    manager: EntityManager,
    { policyHash }: DataRequestState,
  ): Promise<DataRequestContext> {
    const policy = await readPolicy(manager, policyHash);
    return {
      policy,
      calendar: await readCalendar(manager, policy),
      directory: await readDirectory(manager, this.tokenOf),
    };
  }
}
