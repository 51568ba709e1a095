/** The value below which that share (0–1) of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

export interface Throughput {
  /** How many succeeded, those of the warm-up among them. */
  done: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  failed: number;
}

/**
 * Does `work` `count` times, `atOnce` at a time, and times each; one that throws counts as failed. The warm-up is run
 * before the clock starts. Ends early when `withinMs` have passed.
 */
export async function timed(
  work: (index: number) => Promise<unknown>,
  {
    count,
    atOnce,
    warmUp = 0,
    withinMs = Infinity,
  }: { count: number; atOnce: number; warmUp?: number; withinMs?: number },
): Promise<Throughput> {
  const durations: number[] = [];
  let done = 0;
  let failed = 0;
  let next = -warmUp;
  let beganAt = Infinity;
  const hasTime = (): boolean => next < count && performance.now() - beganAt < withinMs;
  const worker = async (): Promise<void> => {
    while (hasTime()) {
      const index = next++;
      const from = performance.now();
      if (index >= 0) beganAt = Math.min(beganAt, from);
      try {
        await work(index);
        done++;
        if (index >= 0) durations.push(performance.now() - from);
      } catch (error) {
        if (failed++ === 0) console.error(`    first failure: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return {
    done,
    perSecond: (1000 * durations.length) / (performance.now() - beganAt),
    p50Ms: percentile(durations, 0.5),
    p99Ms: percentile(durations, 0.99),
    failed,
  };
}
