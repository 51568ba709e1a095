import type { Actor, TextRef } from '../complaint/command.js';
import type { Instant, LocalDate } from '../time/instant.js';
import type { CheckInAnswer, PersonnelActionKind, RiskLevel } from './protection-event.js';

/** Why somebody needs to know who complained: codes of the pack, and the words behind them. */
export interface AccessPlea {
  purpose: string;
  ground: string;
  reason: TextRef;
  hours: number;
}

/** What can be done for one protected person, by command name. All are references and codes, never words. */
export interface ProtectionParams {
  // Staff
  'assess-risk': { level: RiskLevel; factors: string[]; assessment: TextRef };
  /** `owner`: staff id; `until`: the last day, null where the measure has no end yet. */
  'begin-measure': { kind: string; owner: string; until: LocalDate | null; note: TextRef };
  'prove-measure': { measure: number; proof: TextRef };
  'end-measure': { measure: number; proof: TextRef };
  'write-to-person': { message: TextRef };
  /** `retaliationCase`: the reference of the case that harm opened. */
  'record-contact': { answer: CheckInAnswer; note: TextRef; retaliationCase?: string };
  'judge-personnel-action': {
    action: number;
    isJustified: boolean;
    reason: TextRef;
    retaliationCase?: string;
  };
  'ask-for-identity': AccessPlea;
  'take-identity-in-emergency': AccessPlea;
  'decide-access': { access: number; approved: boolean; reason?: TextRef };
  'withdraw-request': { access: number };
  'end-access': { access: number; reason: TextRef };
  'bar-telling': { access: number; ground: TextRef };
  'allow-telling': { access: number };
  'review-emergency': { access: number; wasJustified: boolean; reason: TextRef };
  // The protected person
  'answer-check-in': { answer: CheckInAnswer; words?: TextRef; retaliationCase?: string };
  /** Whether the complainant works for the agency, by the own word. */
  'tell-employment': { worksHere: boolean };
  // System
  'open-protection': Record<string, never>;
  ring: Record<string, never>;
  /** What became of the case that the person is protected in. */
  'follow-case': { change: 'closed' | 'reopened' | 'pressed' | 'conflict' };
  'find-personnel-action': { kind: PersonnelActionKind; on: LocalDate; record: string };
}

export type ProtectionCommandName = keyof ProtectionParams;

export type ProtectionCommand<N extends ProtectionCommandName = ProtectionCommandName> = {
  [K in N]: {
    name: K;
    /** The request's idempotency key; also the Temporal update id. */
    id: string;
    actor: Actor;
    at: Instant;
    params: ProtectionParams[K];
    /** `actedVersion` that the person saw when deciding to act; refused when somebody acted since. */
    seenVersion?: number;
  };
}[N];
