export const STATUSES = [
  'received',
  'rejection-proposed',
  'rejected',
  'referred',
  'accepted',
  'assigned',
  'fact-finding',
  'reported',
  'decided',
  'outcome-told',
  'closed',
  'final',
] as const;
export type Status = (typeof STATUSES)[number];

/** Completed for statistics (clause 5.5): rejected, referred, or the outcome has been told. */
export const COMPLETED_STATUSES: readonly Status[] = [
  'rejected',
  'referred',
  'outcome-told',
  'closed',
  'final',
];

/** The central desk has not yet let the case past it: no unit may hear of it. */
export const UNSCREENED_STATUSES: readonly Status[] = ['received', 'rejection-proposed'];
