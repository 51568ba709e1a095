import { FILED_AT, sampleContext } from '../complaint/complaint.builder.js';
import type { Token } from '../routing/token.js';
import { isRefusal } from '../complaint/refusal.js';
import { addMs, DAY_MS, type Instant } from '../time/instant.js';
import type {
  DataRequestActor,
  DataRequestCommand,
  DataRequestCommandName,
  DataRequestParams,
} from './data-request-command.js';
import type { DataRequestEvent } from './data-request-event.js';
import { nextDataRequestWaking, type DataRequestState } from './data-request-state.js';
import { decideDataRequest, type DataRequestContext } from './decide.js';
import { beginDataRequest, foldDataRequest } from './evolve.js';

/** Entry 1 of a request that came in at `at`. */
export const receivedRequest = (
  at: Instant = FILED_AT,
  changes: Partial<DataRequestEvent<'DataRequestReceived'>['body']> = {},
): DataRequestEvent<'DataRequestReceived'> => ({
  type: 'DataRequestReceived',
  schemaVersion: 1,
  at,
  actor: 'requester',
  body: {
    reference: 'SMP-69-0000-0000',
    policyHash: 'hash',
    receivedAt: at,
    language: 'th',
    mayBeMailed: true,
    commitments: {},
    ...changes,
  },
});

const actorOf = (who: string): DataRequestActor =>
  who === 'system' || who === 'requester' ? { kind: who } : { kind: 'staff', id: who };

/** A request for data that specs lead through its life. `text` of complaint.builder stands for whatever is written. */
export class DataRequestUnderTest {
  state: DataRequestState = beginDataRequest(receivedRequest());
  events: DataRequestEvent[] = [receivedRequest()];
  refusal: string | null = null;
  now: Instant = FILED_AT;

  constructor(
    readonly context: DataRequestContext = sampleContext,
    named: Token[] = [],
  ) {
    this.give('system', 'open-data-request', { named });
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  give<N extends DataRequestCommandName>(who: string, name: N, params: DataRequestParams[N]): this {
    const command = { name, id: `${this.state.version}`, actor: actorOf(who), at: this.now, params };
    const outcome = decideDataRequest(this.state, command as unknown as DataRequestCommand, this.context);
    this.refusal = isRefusal(outcome) ? outcome.code : null;
    if (isRefusal(outcome)) return this;
    this.events.push(...outcome);
    this.state = foldDataRequest(this.state, outcome);
    return this;
  }

  /** Lets days pass, with all that rings in them. */
  after(days: number): this {
    const end = addMs(this.now, days * DAY_MS);
    for (
      let at = nextDataRequestWaking(this.state);
      at !== null && at <= end;
      at = nextDataRequestWaking(this.state)
    ) {
      this.now = at;
      const { version } = this.state;
      this.give('system', 'ring', {});
      if (this.state.version === version) break;
    }
    this.now = end;
    return this;
  }
}
