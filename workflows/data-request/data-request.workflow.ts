import { continueAsNew, proxyLocalActivities } from '@temporalio/workflow';
import { isDataRequestOver, nextDataRequestWaking } from '#domain/data-request/data-request-state.js';
import { permitDataRequest } from '#domain/data-request/decide.js';
import { beginDataRequest, foldDataRequest } from '#domain/data-request/evolve.js';
import { runMatter } from '../matter/run-matter.js';
import { DATA_REQUEST_UPDATE_NAMES, type DataRequestInput } from './data-request.contract.js';
import type { DataRequestPorts } from './data-request.ports.js';

const { openDataRequest, recordDataRequest } = proxyLocalActivities<DataRequestPorts>({
  startToCloseTimeout: '5s',
  localRetryThreshold: '5s',
  retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '60s' },
});

/** The life of one request for the own data, from receipt to its answer or withdrawal. */
export async function dataRequest(input: DataRequestInput): Promise<void> {
  const { received } = input;
  const carried = await runMatter(
    {
      updateNames: DATA_REQUEST_UPDATE_NAMES,
      absorb: (state, { missed, events, isRepeat }) =>
        foldDataRequest(state, isRepeat ? missed : [...missed, ...events]),
      permit: permitDataRequest,
      isOver: (state) => isDataRequestOver(state),
      nextWaking: nextDataRequestWaking,
      open: openDataRequest,
      record: recordDataRequest,
    },
    { state: beginDataRequest(received), at: received.at },
    input,
  );
  if (carried !== null) await continueAsNew<typeof dataRequest>({ ...input, carried });
}
