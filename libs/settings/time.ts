import { readFileSync } from 'node:fs';
import { instantOf, type Instant } from '#domain/time/instant.js';

/** The clock on the wall for everything outside workflows, which have Temporal's. */
export interface Time {
  now(): Instant;
}

/** NestJS injection token of the `Time` in force. */
export const TIME = Symbol('Time');

function offsetIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}

/** The machine's time; with a file, shifted by the milliseconds that it holds at each reading (tests only). */
export const systemTime = (offsetFile?: string): Time => ({
  now: () => instantOf(Date.now() + (offsetFile === undefined ? 0 : offsetIn(offsetFile))),
});
