import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

export interface MinimalActivities {
  write(step: number): Promise<void>;
}

const { write } = proxyLocalActivities<MinimalActivities>({
  startToCloseTimeout: '2s',
  localRetryThreshold: '5s',
});

/** What the complaint workflow is measured against: as many updates and local activities, and nothing else. */
export async function minimal(steps: number): Promise<void> {
  let done = 0;
  setHandler(defineUpdate<number, [string]>('step'), async () => {
    await write(done + 1);
    return ++done;
  });
  await write(0);
  await condition(() => done === steps);
}
