import type { Client } from '@temporalio/client';
import { Refusal } from '#domain/complaint/refusal.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import {
  RETENTION_WORKFLOW,
  type RetentionInput,
  type RetentionUpdate,
  retentionWorkflowId,
} from '#workflows/retention/retention.contract.js';
import { sendToMatter, startMatter } from './matter-calls.js';

/** Starts the workflow that keeps a case; see `startMatter`. */
export const startRetention = (
  client: Client,
  input: RetentionInput,
  taskQueue: string,
): Promise<'started' | 'unreachable'> =>
  startMatter(client, {
    workflow: RETENTION_WORKFLOW,
    workflowId: retentionWorkflowId(input.opened.body.reference),
    taskQueue,
    input,
  });

/** Gives a signed command to the keeping of a case; see `sendToMatter`. */
export const sendToRetention = (
  client: Client,
  reference: string,
  command: RetentionUpdate,
  signature: string,
  answerWithinMs?: number,
): Promise<RetentionEvent[] | Refusal | 'unreachable'> =>
  sendToMatter(
    client,
    retentionWorkflowId(reference),
    { command, signature },
    new Refusal('AlreadyDestroyed'),
    answerWithinMs,
  );
