import type { TextRef } from '../complaint/command.js';
import type { Instant } from '../time/instant.js';
import type { RetentionOutcome } from './retention-policy.js';

/** What stands in the way of a destruction, or of an early sealing, though its day has come. */
export type Obstacle = 'legal-hold' | 'protection' | 'linked-case' | 'retaliation' | 'review';

/** What was destroyed: numbers alone. */
export interface Destroyed {
  keys: number;
  texts: number;
  files: number;
}

/** Entry 1: the case was closed for the first time. */
export interface RetentionOpening {
  reference: string;
  policyHash: string;
  outcome: RetentionOutcome;
}

export interface RetentionBodies {
  RetentionOpened: RetentionOpening;
  /** The time of keeping runs from the event. */
  KeepingBegan: { outcome: RetentionOutcome; noticeAt: Instant; destroyAt: Instant; sealAt?: Instant };
  /** The case goes on. */
  KeepingSuspended: Record<string, never>;
  HoldPlaced: { hold: number; ground: string; reason: TextRef };
  HoldLifted: { hold: number; reason: TextRef };
  AccusedSealingPutOff: { obstacle: Obstacle; until: Instant };
  AccusedSealingOrdered: Record<string, never>;
  /** The key to the names of the accused is the custodian's alone. */
  AccusedSealed: Record<string, never>;
  OpeningAsked: { reason: TextRef };
  OpeningRefused: { reason: TextRef };
  OpeningApproved: { reason: TextRef };
  /** Until it is sealed again. */
  AccusedOpened: { sealAt: Instant };
  DestructionNear: { destroyAt: Instant };
  DestructionPutOff: { obstacle: Obstacle; until: Instant };
  DestructionOrdered: Record<string, never>;
  /** The certificate: keys, texts and files are gone, and none was found any more. */
  DestructionVerified: Destroyed;
}
export type RetentionEventType = keyof RetentionBodies;

export type RetentionEvent<T extends RetentionEventType = RetentionEventType> = {
  [K in T]: { type: K; schemaVersion: 1; at: Instant; actor: string; body: RetentionBodies[K] };
}[T];

/** An event's type and body; `decideRetention` adds when and by whom. */
export type RetentionFact = {
  [T in RetentionEventType]: { type: T; body: RetentionBodies[T] };
}[RetentionEventType];

export const retentionFact = <T extends RetentionEventType>(
  type: T,
  body: RetentionBodies[T],
): RetentionFact => ({ type, body }) as RetentionFact;
