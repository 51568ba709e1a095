import { readdirSync, readFileSync } from 'node:fs';

const PAGE_KB = 4;
const TICK_MS = 10;

function parents(): Map<number, number> {
  const found = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)))
    try {
      const fields = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      found.set(Number(name), Number(fields[1]));
    } catch {
      // It has ended meanwhile.
    }
  return found;
}

function kilobytes(pid: number): number {
  try {
    const [, pss] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    if (pss !== undefined) return Number(pss);
  } catch {
    // Another user's process: what it does not share is the next best.
  }
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
    return (resident - shared) * PAGE_KB;
  } catch {
    return 0;
  }
}

/** The process and all its descendants. */
function familyOf(pid: number): number[] {
  const all = parents();
  const family = [pid];
  for (const one of family) for (const [child, parent] of all) if (parent === one) family.push(child);
  return family;
}

/** Milliseconds of processor time that the processes and their children have used so far (Linux only). */
export function processorMs(pids: Iterable<number>): number {
  if (process.platform !== 'linux') return NaN;
  return [...pids].flatMap(familyOf).reduce((sum, pid) => sum + ticksOf(pid) * TICK_MS, 0);
}

function ticksOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

/** Megabytes that the process and its children hold, shared pages by share (Linux only; elsewhere 0). */
export function memoryMb(pid: number): number {
  if (process.platform !== 'linux') return 0;
  return familyOf(pid).reduce((sum, one) => sum + kilobytes(one), 0) / 1024;
}

/** The most that each process held while `work` ran, sampled every second. */
export async function peakWhile<T>(
  pids: ReadonlyMap<string, number>,
  work: () => Promise<T>,
): Promise<{ result: T; peakMb: Map<string, number> }> {
  const peakMb = new Map<string, number>();
  const sample = (): void => {
    for (const [name, pid] of pids) peakMb.set(name, Math.max(peakMb.get(name) ?? 0, memoryMb(pid)));
  };
  const timer = setInterval(sample, 1_000);
  try {
    const result = await work();
    sample();
    return { result, peakMb };
  } finally {
    clearInterval(timer);
  }
}
