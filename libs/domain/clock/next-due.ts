import type { RunningClock } from './running-clock.js';

export const isPaused = ({ pauses }: RunningClock): boolean => pauses.some(({ to }) => to === null);

/** The clock that is due first of those that run, also while others wait; null when none does. */
export const nextDue = (clocks: readonly RunningClock[]): RunningClock | null =>
  clocks
    .filter((clock) => clock.stoppedAt === null && !isPaused(clock))
    .sort((a, b) => a.dueAt.localeCompare(b.dueAt))[0] ?? null;
