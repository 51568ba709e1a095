import type { Client } from '@temporalio/client';
import { Refusal } from '#domain/complaint/refusal.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import {
  PROTECTION_WORKFLOW,
  type ProtectionInput,
  type ProtectionUpdate,
  protectionWorkflowId,
} from '#workflows/protection/protection.contract.js';
import { sendToMatter, startMatter } from './matter-calls.js';

/** Starts the workflow of a protected person; see `startMatter`. */
export const startProtection = (
  client: Client,
  input: ProtectionInput,
  taskQueue: string,
): Promise<'started' | 'unreachable'> =>
  startMatter(client, {
    workflow: PROTECTION_WORKFLOW,
    workflowId: protectionWorkflowId(input.opened.body.id),
    taskQueue,
    input,
  });

/** Gives a signed command to the protection that it is for; see `sendToMatter`. */
export const sendToProtection = (
  client: Client,
  id: string,
  command: ProtectionUpdate,
  signature: string,
  answerWithinMs?: number,
): Promise<ProtectionEvent[] | Refusal | 'unreachable'> =>
  sendToMatter(
    client,
    protectionWorkflowId(id),
    { command, signature },
    new Refusal('ProtectionOver'),
    answerWithinMs,
  );
