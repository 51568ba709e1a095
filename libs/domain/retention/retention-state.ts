import type { TextRef } from '../complaint/command.js';
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
  /** When the names of the accused are sealed though the case is kept; only after the outcomes that the pack names. */
  sealAt?: Instant | null;
  /** Where that stands; only once it was ordered. */
  sealing?: 'ordered' | 'sealed' | 'opening' | 'opened';
  /** Who asks to have it opened, and why: a second person decides. */
  openingAsked?: { by: string; reason: TextRef } | null;
  holds: Hold[];
  destroyed: Destroyed | null;
  lastEventAt: Instant;
}

/** When it has to be looked at though nobody acts; null when never. */
export function nextRetentionWaking({
  status,
  noticeAt,
  destroyAt,
  sealAt,
  sealing,
  lastEventAt,
}: RetentionState): Instant | null {
  if (status === 'ordered' || sealing === 'ordered' || sealing === 'opening') return lastEventAt;
  if (status !== 'kept') return null;
  const end = noticeAt ?? destroyAt;
  return sealAt != null && (end === null || sealAt < end) ? sealAt : end;
}

/** When the certificate was made, which is the last that happens; null before, and where the case was never closed. */
export const destroyedAt = (state: RetentionState | null): Instant | null =>
  state?.status === 'destroyed' ? state.lastEventAt : null;
