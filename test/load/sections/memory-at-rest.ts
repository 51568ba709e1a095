import { setTimeout as pause } from 'node:timers/promises';
import type { BenchRun } from '../bench-run.js';
import { memoryMb } from '../process-usage.js';

export async function memoryAtRest({ report, pids }: BenchRun): Promise<void> {
  report.section('Memory at rest');
  await pause(10_000);
  let sum = memoryMb(process.pid) === 0 ? NaN : 0;
  for (const [name, pid] of pids) {
    const held = memoryMb(pid);
    sum += held;
    report.add({ name, value: `${held.toFixed(0)} MB` });
  }
  report.add({ name: 'whole stack', value: `${sum.toFixed(0)} MB`, aim: '≤ 700 MB', isMet: sum <= 700 });
}
