import { dateOf, type Instant } from '#domain/time/instant.js';
import type { PageLocals } from '#web/page-locals.js';

/** A due date as lists show it: in words, with a tag where it presses. */
export interface ShownDue {
  text: string;
  tag: { text: string; colour: 'red' | 'orange' } | null;
}

export function showDue(dueAt: Instant | null, now: Instant, { t, date }: PageLocals): ShownDue {
  if (dueAt === null) return { text: t('casework.noDue'), tag: null };
  if (dueAt < now) return { text: date(dueAt), tag: { text: t('casework.late'), colour: 'red' } };
  const isToday = dateOf(dueAt) === dateOf(now);
  return { text: date(dueAt), tag: isToday ? { text: t('casework.dueToday'), colour: 'orange' } : null };
}
