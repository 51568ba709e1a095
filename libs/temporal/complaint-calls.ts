import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { Refusal } from '#domain/complaint/refusal.js';
import {
  COMPLAINT_QUEUE,
  COMPLAINT_WORKFLOW,
  type ComplaintInput,
  complaintWorkflowId,
  REFUSAL_FAILURE,
  type RefusalDetail,
  type SignedCommand,
  type UpdateName,
} from '#workflows/complaint/complaint.contract.js';

const START_WITHIN_MS = 2_000;
const ANSWER_WITHIN_MS = 10_000;
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const UNAVAILABLE = 14;

function isUnreachable(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return isGrpcServiceError(cause) && [CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE].includes(cause.code);
}

/**
 * Starts the workflow of a filed complaint; one that was started before counts as started.
 * 'unreachable' when Temporal gave no answer within two seconds; other errors are thrown.
 */
export async function startComplaint(
  client: Client,
  input: ComplaintInput,
  taskQueue = COMPLAINT_QUEUE,
): Promise<'started' | 'unreachable'> {
  try {
    await client.withDeadline(Date.now() + START_WITHIN_MS, () =>
      client.workflow.start(COMPLAINT_WORKFLOW, {
        workflowId: complaintWorkflowId(input.received.body.reference),
        taskQueue,
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    );
    return 'started';
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return 'started';
    if (isUnreachable(error)) return 'unreachable';
    throw error;
  }
}

const refusalIn = (error: unknown): Refusal | null => {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  if (!(cause instanceof ApplicationFailure) || cause.type !== REFUSAL_FAILURE) return null;
  const [detail] = cause.details as [RefusalDetail];
  return new Refusal(detail.code, detail.params);
};

/**
 * Gives a signed command to the case that it is for and waits for the outcome: the events made, or why it was refused.
 * 'unreachable' when no answer came in time: the command may still be carried out, so repeat it with the same id.
 */
export async function sendCommand(
  client: Client,
  reference: string,
  command: Command<UpdateName>,
  signature: string,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<ComplaintEvent[] | Refusal | 'unreachable'> {
  const handle = client.workflow.getHandle(complaintWorkflowId(reference));
  const signed: SignedCommand = { command, signature };
  try {
    return await client.withDeadline(Date.now() + answerWithinMs, () =>
      handle.executeUpdate<ComplaintEvent[], [SignedCommand]>(command.name, {
        args: [signed],
        updateId: command.id,
      }),
    );
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal !== null) return refusal;
    if (isUnreachable(error)) return 'unreachable';
    if (error instanceof WorkflowNotFoundError)
      return (await hasEnded(client, reference)) ? ended : 'unreachable';
    throw error;
  }
}

const ended = new Refusal('NotPossibleInThisStatus', { status: 'final' });

/** A case that is not there yet waits in the outbox; one that has ended takes no commands. */
async function hasEnded(client: Client, reference: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(complaintWorkflowId(reference)).describe();
    return status.name === 'COMPLETED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || isUnreachable(error)) return false;
    throw error;
  }
}
