import { sampleContext } from '#domain/complaint/complaint.builder.js';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import { decideDataRequest } from '#domain/data-request/decide.js';
import { beginDataRequest, foldDataRequest } from '#domain/data-request/evolve.js';
import type { DataRequestPorts } from './data-request.ports.js';

/** The worker's side in memory: one request's ledger, which decides by the domain's own rules. */
export class DataRequestLedgerFake implements DataRequestPorts {
  readonly events: DataRequestEvent[];

  constructor(private readonly received: DataRequestEvent<'DataRequestReceived'>) {
    this.events = [received];
  }

  openDataRequest: DataRequestPorts['openDataRequest'] = ({ state, at }) =>
    this.recordDataRequest({
      state,
      command: {
        name: 'open-data-request',
        id: 'open',
        actor: { kind: 'system' },
        at,
        params: { named: [] },
      },
      signature: null,
    });

  recordDataRequest: DataRequestPorts['recordDataRequest'] = async ({ state, command }) => {
    const missed = this.events.slice(state.version);
    const now = foldDataRequest(beginDataRequest(this.received), this.events.slice(1));
    const outcome = decideDataRequest(now, command, sampleContext);
    if (isRefusal(outcome)) {
      const { code, params } = outcome;
      return { missed, events: [], isRepeat: false, refusal: { code, params } };
    }
    this.events.push(...outcome);
    return { missed, events: outcome, isRepeat: false };
  };
}
