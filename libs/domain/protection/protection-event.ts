import type { TextRef } from '../complaint/command.js';
import type { IdentityMode } from '../complaint/complaint-event.js';
import type { RunningClock } from '../clock/running-clock.js';
import type { Role } from '../policy/role.js';
import type { Instant, LocalDate } from '../time/instant.js';

export const RISK_LEVELS = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** How it goes: nothing happened, afraid that something will, or harmed already. */
export const CHECK_IN_ANSWERS = ['well', 'worried', 'harmed'] as const;
export type CheckInAnswer = (typeof CHECK_IN_ANSWERS)[number];

export const PERSONNEL_ACTION_KINDS = ['transfer', 'pay', 'appraisal', 'discipline', 'training'] as const;
export type PersonnelActionKind = (typeof PERSONNEL_ACTION_KINDS)[number];

/** Entry 1 of a protected person's stream, written when the case is opened, or when a witness is named. */
export interface ProtectionOpening {
  /** `<reference>` for the complainant, `<reference>-w<n>` for a witness. */
  id: string;
  reference: string;
  person: 'complainant' | 'witness';
  identityMode: IdentityMode;
  mayBeMailed: boolean;
  policyHash: string;
  /** Whether the person works for the agency, where that is known: at first by a name that the directory has. */
  isStaff: boolean;
}

/** When a check-in is asked, asked once more, and taken as unanswered. */
export interface PlannedCheckIn {
  askAt: Instant;
  askAgainAt: Instant;
  giveUpAt: Instant;
}

/** What each event holds, by event type. Codes, references and commitments only. */
export interface ProtectionBodies {
  ProtectionOpened: ProtectionOpening;
  RiskAssessed: { level: RiskLevel; factors: string[]; assessment: TextRef };
  MeasureBegun: { measure: number; kind: string; owner: string; until: LocalDate | null; note: TextRef };
  MeasureProved: { measure: number; proof: TextRef };
  /** The last day that it was taken for has passed. */
  MeasureRanOut: { measure: number };
  MeasureEnded: { measure: number; proof: TextRef };
  MessageToPerson: { message: TextRef };
  IdentityAskedFor: {
    access: number;
    /** As whom the asker asked: what the protected person is told of the asker. */
    role: Role;
    purpose: string;
    ground: string;
    reason: TextRef;
    hours: number;
  };
  IdentityAccessGiven: { access: number; until: Instant; inEmergency: boolean };
  IdentityAccessRefused: { access: number; reason?: TextRef };
  IdentityRequestWithdrawn: { access: number };
  IdentityAccessEnded: { access: number; because: 'expired' | 'withdrawn' | 'conflict'; reason?: TextRef };
  TellingBarred: { access: number; ground: TextRef };
  TellingAllowed: { access: number };
  EmergencyReviewed: { access: number; wasJustified: boolean; reason: TextRef };
  /** The case was closed: the check-ins count from here. */
  WatchBegan: { checkIns: PlannedCheckIn[] };
  /** The case goes on: there is nothing to check in after yet. */
  WatchSuspended: Record<string, never>;
  CheckInAsked: { checkIn: number; isSecondTry: boolean };
  CheckInUnanswered: { checkIn: number };
  CheckInAnswered: {
    checkIn: number | null;
    answer: CheckInAnswer;
    words?: TextRef;
    retaliationCase?: string;
  };
  PersonContacted: {
    checkIn: number | null;
    answer: CheckInAnswer;
    note: TextRef;
    retaliationCase?: string;
  };
  PressureReported: Record<string, never>;
  /** The complainant's own word, which may change. */
  EmploymentTold: { worksHere: boolean };
  PersonnelActionFound: { action: number; kind: PersonnelActionKind; on: LocalDate; record: string };
  PersonnelActionJudged: {
    action: number;
    isJustified: boolean;
    reason: TextRef;
    retaliationCase?: string;
  };
  ReminderRung: { clock: string; dueAt: Instant; index: number; to: Role };
  EscalationRung: { clock: string; dueAt: Instant; index: number; to: Role; informs: Role[] };
  ClockExpired: { clock: string; dueAt: Instant };
  /** Whole clocks as they stand after the events before it. */
  ClocksReckoned: { clocks: RunningClock[] };
  ProtectionEnded: Record<string, never>;
}

export type ProtectionEventType = keyof ProtectionBodies;

export type ProtectionEvent<T extends ProtectionEventType = ProtectionEventType> = {
  [K in T]: { type: K; schemaVersion: 1; at: Instant; actor: string; body: ProtectionBodies[K] };
}[T];

/** An event's type and body; `decideProtection` adds when and by whom. */
export type ProtectionFact = {
  [T in ProtectionEventType]: { type: T; body: ProtectionBodies[T] };
}[ProtectionEventType];

export const protectionFact = <T extends ProtectionEventType>(
  type: T,
  body: ProtectionBodies[T],
): ProtectionFact => ({ type, body }) as ProtectionFact;
