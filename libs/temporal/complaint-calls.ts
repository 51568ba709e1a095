import type { Client } from '@temporalio/client';
import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { Refusal } from '#domain/complaint/refusal.js';
import {
  COMPLAINT_QUEUE,
  COMPLAINT_WORKFLOW,
  type ComplaintInput,
  complaintWorkflowId,
  type UpdateName,
} from '#workflows/complaint/complaint.contract.js';
import { sendToMatter, startMatter } from './matter-calls.js';

/** Starts the workflow of a filed complaint; see `startMatter`. */
export const startComplaint = (
  client: Client,
  input: ComplaintInput,
  taskQueue = COMPLAINT_QUEUE,
): Promise<'started' | 'unreachable'> =>
  startMatter(client, {
    workflow: COMPLAINT_WORKFLOW,
    workflowId: complaintWorkflowId(input.received.body.reference),
    taskQueue,
    input,
  });

/** Gives a signed command to its case; see `sendToMatter`. */
export const sendCommand = (
  client: Client,
  reference: string,
  command: Command<UpdateName>,
  signature: string,
  answerWithinMs?: number,
): Promise<ComplaintEvent[] | Refusal | 'unreachable'> =>
  sendToMatter(
    client,
    complaintWorkflowId(reference),
    { command, signature },
    new Refusal('NotPossibleInThisStatus', { status: 'final' }),
    answerWithinMs,
  );
