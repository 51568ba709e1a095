import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Settings } from '#settings/settings.js';
import { connectionOptions } from '#temporal/connection-options.js';

/** Whether the worker process asks for work: Temporal names pollers `pid@host`. */
export async function isPolled(settings: Settings, pid: number): Promise<boolean> {
  const connection = Connection.lazy(connectionOptions(settings));
  try {
    const { pollers } = await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.describeTaskQueue({
        namespace: settings.temporalNamespace,
        taskQueue: { name: settings.taskQueue },
        taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
      }),
    );
    return pollers.some(({ identity }) => identity?.startsWith(`${pid}@`));
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
