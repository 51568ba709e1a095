import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { Refusal } from '#domain/complaint/refusal.js';
import { REFUSAL_FAILURE, type RefusalDetail, type Signed } from '#workflows/matter/matter.contract.js';

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
 * Starts the workflow of a matter; one that was started before counts as started.
 * 'unreachable' when Temporal gave no answer within two seconds; other errors are thrown.
 */
export async function startMatter(
  client: Client,
  {
    workflow,
    workflowId,
    taskQueue,
    input,
  }: { workflow: string; workflowId: string; taskQueue: string; input: object },
): Promise<'started' | 'unreachable'> {
  try {
    await client.withDeadline(Date.now() + START_WITHIN_MS, () =>
      client.workflow.start(workflow, {
        workflowId,
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
 * Gives a signed command to the matter that it is for and waits for the outcome: the events made, or why it was refused;
 * `ended` where the matter is over. 'unreachable' when no answer came in time: the command may still be carried out, so
 * repeat it with the same id.
 */
export async function sendToMatter<C extends { name: string; id: string }, E>(
  client: Client,
  workflowId: string,
  signed: Signed<C>,
  ended: Refusal,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<E[] | Refusal | 'unreachable'> {
  const handle = client.workflow.getHandle(workflowId);
  const { name, id } = signed.command;
  try {
    return await client.withDeadline(Date.now() + answerWithinMs, () =>
      handle.executeUpdate<E[], [Signed<C>]>(name, { args: [signed], updateId: id }),
    );
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal !== null) return refusal;
    if (isUnreachable(error)) return 'unreachable';
    if (error instanceof WorkflowNotFoundError)
      return (await hasEnded(client, workflowId)) ? ended : 'unreachable';
    throw error;
  }
}

/** A matter that is not there yet waits in the outbox; one that has ended takes no commands. */
async function hasEnded(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'COMPLETED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || isUnreachable(error)) return false;
    throw error;
  }
}
