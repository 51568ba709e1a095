import type { Instant } from '../time/instant.js';
import type { Destroyed, RetentionOpening } from './retention-event.js';

export interface Hold {
  hold: number;
  ground: string;
  /** Staff id: somebody else lifts it. */
  by: string;
  placedAt: Instant;
  liftedAt: Instant | null;
}

/** How long what a case holds is kept. */
export interface RetentionState extends RetentionOpening {
  version: number;
  actedVersion: number;
  status: 'suspended' | 'kept' | 'ordered' | 'destroyed';
  noticeAt: Instant | null;
  destroyAt: Instant | null;
  holds: Hold[];
  destroyed: Destroyed | null;
  lastEventAt: Instant;
}

/** When it has to be looked at though nobody acts; null when never. */
export function nextRetentionWaking({
  status,
  noticeAt,
  destroyAt,
  lastEventAt,
}: RetentionState): Instant | null {
  if (status === 'ordered') return lastEventAt;
  return status === 'kept' ? (noticeAt ?? destroyAt) : null;
}
