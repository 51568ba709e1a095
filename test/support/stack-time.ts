import { isGrpcServiceError, type Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { eventually } from '../../infra/start/progress.js';

const AT_ONCE = 20;
const WITHIN_MS = 120_000;
const NOT_FOUND = 5;

async function fastForward(client: Client, namespace: string, workflowId: string, ms: number): Promise<void> {
  const id = `by-${ms}-${Date.now()}`;
  const workflow = { namespace, workflowExecution: { workflowId } };
  try {
    await client.workflowService.updateWorkflowExecutionOptions({
      ...workflow,
      workflowExecutionOptions: {
        timeSkippingConfig: { enabled: true, fastForwardConfig: { id, duration: msToTs(ms) } },
      },
      updateMask: { paths: ['time_skipping_config'] },
    });
    await client.workflowService.pollWorkflowExecutionTimeSkipping({ ...workflow, fastForwardId: id });
  } catch (error) {
    // The case came to its end on the way.
    if (!isGrpcServiceError(error) || (error.code as number) !== NOT_FOUND) throw error;
  }
}

async function isAtRest(client: Client, workflowId: string): Promise<boolean> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  return !raw.pendingWorkflowTask && (raw.pendingActivities ?? []).length === 0;
}

/** Lets the own time of every open workflow run ahead by `ms`, through its timers, and waits until all rest. */
export async function advanceOpenWorkflows(client: Client, namespace: string, ms: number): Promise<void> {
  const open: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: "ExecutionStatus = 'Running'" })) {
    open.push(workflowId);
  }
  const waiting = [...open];
  const take = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const workflowId = id;
      await fastForward(client, namespace, workflowId, ms);
      if (!(await eventually(() => isAtRest(client, workflowId), WITHIN_MS))) {
        throw new Error(`${workflowId} does not come to rest.`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}
