import type { Instant } from '#domain/time/instant.js';

/** After which case a list goes on: its due date, `infinity` where it has none, and its reference. */
interface Place {
  due: string;
  reference: string;
}

const DUE = /^(?:infinity|(?:19|2\d)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)$/;
const REFERENCE = /^[\w-]{1,60}$/;

export const cursorAfter = (last: { nextDueAt: Instant | null; reference: string }): string =>
  Buffer.from(JSON.stringify([last.nextDueAt ?? 'infinity', last.reference])).toString('base64url');

/** Null when the cursor was not made by `cursorAfter`. */
export function placeOf(cursor: string): Place | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(value) || value.length !== 2) return null;
    const [due, reference] = value as unknown[];
    if (typeof due !== 'string' || typeof reference !== 'string') return null;
    const isDue = DUE.test(due) && (due === 'infinity' || !Number.isNaN(Date.parse(due)));
    return isDue && REFERENCE.test(reference) ? { due, reference } : null;
  } catch {
    return null;
  }
}
