import { bundleWorkflows } from '#temporal/workflow-bundle.js';
import { type MatterKind, StagedMatter } from './staged-matter.js';
import { TemporalForTests } from './temporal.js';

/** A matter of which a worker of its own runs what it asks for. */
export interface Staging<E, Params> {
  kind: MatterKind<E, Params>;
  activities: object;
}

/** Lets each life be lived on a real Temporal server, one after the other; each saves what is to be kept of it. */
export async function recordLives<E, Params>(
  taskQueue: string,
  stage: (number: number) => Staging<E, Params>,
  lives: readonly ((one: StagedMatter<E, Params>) => Promise<void>)[],
): Promise<void> {
  const temporal = await TemporalForTests.start();
  try {
    const bundle = await bundleWorkflows();
    for (const [index, live] of lives.entries()) {
      const { kind, activities } = stage(index + 1);
      const one = new StagedMatter(temporal, kind);
      const worker = await temporal.worker(taskQueue, bundle, activities);
      await worker.runUntil(async () => {
        await live(one);
        await one.clear();
      });
    }
  } finally {
    await temporal.stop();
  }
}
