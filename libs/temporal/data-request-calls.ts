import type { Client } from '@temporalio/client';
import { Refusal } from '#domain/complaint/refusal.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import {
  DATA_REQUEST_WORKFLOW,
  type DataRequestInput,
  type DataRequestUpdate,
  dataRequestWorkflowId,
} from '#workflows/data-request/data-request.contract.js';
import { sendToMatter, startMatter } from './matter-calls.js';

/** Starts the workflow of a request for data; see `startMatter`. */
export const startDataRequest = (
  client: Client,
  input: DataRequestInput,
  taskQueue: string,
): Promise<'started' | 'unreachable'> =>
  startMatter(client, {
    workflow: DATA_REQUEST_WORKFLOW,
    workflowId: dataRequestWorkflowId(input.received.body.reference),
    taskQueue,
    input,
  });

/** Gives a signed command to a request for data; see `sendToMatter`. */
export const sendToDataRequest = (
  client: Client,
  reference: string,
  command: DataRequestUpdate,
  signature: string,
  answerWithinMs?: number,
): Promise<DataRequestEvent[] | Refusal | 'unreachable'> =>
  sendToMatter(
    client,
    dataRequestWorkflowId(reference),
    { command, signature },
    new Refusal('DataRequestOver'),
    answerWithinMs,
  );
