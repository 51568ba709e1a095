/** The value below which that share (0–1) of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export interface Throughput {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  failed: number;
}

/**
 * Does `work` `count` times, `atOnce` at a time, and times each; one that throws counts as failed.
 * The first few of each are run before the clock starts.
 */
export async function timed(
  work: (index: number) => Promise<unknown>,
  { count, atOnce, warmUp = 0 }: { count: number; atOnce: number; warmUp?: number },
): Promise<Throughput> {
  const durations: number[] = [];
  let failed = 0;
  let next = -warmUp;
  let beganAt = performance.now();
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      if (index === 0) beganAt = performance.now();
      const from = performance.now();
      try {
        await work(index);
        if (index >= 0) durations.push(performance.now() - from);
      } catch (error) {
        if (failed++ === 0) console.error(`    first failure: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - beganAt) / 1000;
  return {
    perSecond: durations.length / seconds,
    p50Ms: percentile(durations, 0.5),
    p99Ms: percentile(durations, 0.99),
    failed,
  };
}
