import type { DaySpan } from '../clock/day-count.js';
import type { Bilingual } from '../policy/bilingual.js';

/** How a case ended, as far as keeping it goes. */
export const RETENTION_OUTCOMES = [
  'withdrawn',
  'rejected',
  'referred',
  'no-ground',
  'corrective',
  'disciplinary',
] as const;
export type RetentionOutcome = (typeof RETENTION_OUTCOMES)[number];

/** How long the agency keeps what a case holds, as the pack states it. */
export interface RetentionPolicy {
  keep: Record<RetentionOutcome, DaySpan>;
  /** After which outcomes, and how long after the end, the names of the accused are sealed; older packs seal none. */
  sealEarly?: { outcomes: RetentionOutcome[]; after: DaySpan };
  /** How long before the destruction auditors and the head of agency are told. */
  noticeBefore: DaySpan;
  /** How long a destruction waits that something stood in the way of. */
  lookAgainAfter: DaySpan;
  holdGrounds: { id: string; name: Bilingual }[];
  citation: string;
}
