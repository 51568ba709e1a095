import type { Actor, TextRef } from '../complaint/command.js';
import type { Instant } from '../time/instant.js';
import type { RetentionOutcome } from './retention-policy.js';

export interface RetentionParams {
  'place-hold': { ground: string; reason: TextRef };
  'lift-hold': { hold: number; reason: TextRef };
  /** To read what was sealed early; somebody else decides. */
  'ask-opening': { reason: TextRef };
  'decide-opening': { approved: boolean; reason: TextRef };
  /** `outcome`: how the case ended; null: it goes on. New evidence after the end begins the time anew. */
  'follow-case': { outcome: RetentionOutcome | null };
  'open-retention': Record<string, never>;
  ring: Record<string, never>;
}
export type RetentionCommandName = keyof RetentionParams;

export type RetentionCommand<N extends RetentionCommandName = RetentionCommandName> = {
  [K in N]: {
    name: K;
    /** The request's idempotency key; also the Temporal update id. */
    id: string;
    actor: Actor;
    at: Instant;
    params: RetentionParams[K];
    seenVersion?: number;
  };
}[N];
