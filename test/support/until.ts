import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the condition holds, asking four times a second. Throws after `timeoutMs` (default 60,000). */
export async function until(condition: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition().catch(() => false))) {
    if (Date.now() > end) throw new Error(`Did not happen within ${timeoutMs} ms`);
    await pause(250);
  }
}
