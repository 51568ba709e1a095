import { Worker, type WorkflowBundle } from '@temporalio/worker';
import { dataConverter } from '#temporal/data-converter.js';
import type { RecordedHistory } from './recorded-history.js';
import { testCodecKeys } from './temporal.js';

/** The workflows of which the code in the bundle cannot replay the history, with why; none when all is well. */
export async function replayFailures<E, S>(
  workflowBundle: WorkflowBundle,
  histories: readonly RecordedHistory<E, S>[],
): Promise<string[]> {
  const options = { workflowBundle, dataConverter: dataConverter(testCodecKeys) };
  const failures: string[] = [];
  for await (const { error, workflowId } of Worker.runReplayHistories(options, histories))
    if (error !== undefined) failures.push(`${workflowId}: ${error.name}`);
  return failures;
}
