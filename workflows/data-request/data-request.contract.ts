import type {
  DataRequestCommand,
  DataRequestCommandName,
} from '#domain/data-request/data-request-command.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { DataRequestState } from '#domain/data-request/data-request-state.js';
import type { Carried } from '../matter/matter.contract.js';

export const DATA_REQUEST_WORKFLOW = 'dataRequest';

/** Id of the workflow and name of the ledger stream of a request for data. */
export const dataRequestWorkflowId = (reference: string): string => `data-request-${reference}`;

/** Commands that arrive from outside. */
export type DataRequestUpdateName = Exclude<DataRequestCommandName, 'open-data-request' | 'ring'>;
const IS_UPDATE: Record<DataRequestUpdateName, true> = {
  'confirm-identity': true,
  'propose-answer': true,
  'decide-answer': true,
  withdraw: true,
};
export const DATA_REQUEST_UPDATE_NAMES = Object.keys(IS_UPDATE) as DataRequestUpdateName[];
export type DataRequestUpdate = DataRequestCommand<DataRequestUpdateName>;

export interface DataRequestInput {
  /** Entry 1 of the ledger. */
  received: DataRequestEvent<'DataRequestReceived'>;
  continueAsNewAfter?: number;
  carried?: Carried<DataRequestState>;
}
