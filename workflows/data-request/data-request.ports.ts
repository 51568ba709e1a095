import type { DataRequestCommand } from '#domain/data-request/data-request-command.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import type { Instant } from '#domain/time/instant.js';
import type { RecordedOf } from '../matter/matter.contract.js';

/** What the workflow of a request for data needs of its worker. Both may be repeated at will. */
export interface DataRequestPorts {
  openDataRequest(input: { state: DataRequestState; at: Instant }): Promise<RecordedOf<DataRequestEvent>>;
  /** `signature` null: the workflow's own. */
  recordDataRequest(input: {
    state: DataRequestState;
    command: DataRequestCommand;
    signature: string | null;
  }): Promise<RecordedOf<DataRequestEvent>>;
}
