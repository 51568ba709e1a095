import type { Holiday } from '../clock/calendar.js';
import type { Span } from '../clock/span.js';
import type { RunningClock } from '../clock/running-clock.js';
import type { Role } from '../policy/role.js';
import type { Instant } from '../time/instant.js';
import type { Exclusion } from './exclusion.js';
import type { EvidenceRef } from './evidence.js';
import type { Decision, Finding, RecusalGround, TextRef } from './command.js';
import type { Token } from '../routing/token.js';

export type Channel = 'web' | 'api' | 'letter' | 'telephone' | 'walk-in' | 'e-mail';
export type ScreeningRole = Extract<Role, 'central-desk' | 'head-of-agency'> | 'outside-body';
export type IdentityMode = 'named' | 'confidential' | 'anonymous';

/** Entry 1 of a complaint's ledger stream, written by the app in the filing transaction. */
export interface Filing {
  reference: string;
  category: string;
  isIntegrity: boolean;
  channel: Channel;
  identityMode: IdentityMode;
  language: 'th' | 'en';
  mayBeMailed: boolean;
  filedAt: Instant;
  deemedReceivedAt: Instant;
  policyHash: string;
  /** Checklist for an anonymous matter (บัตรสนเท่ห์, LAW.md): what the complainant says there is. */
  anonymousBasis?: { evidence: boolean; circumstances: boolean; witness: boolean };
  /** The case for which somebody retaliates. */
  retaliationOf?: string;
  /** Salted commitments to the sealed texts, by kind. */
  commitments: Record<string, string>;
  /** Files that came with it; only where there were any. */
  evidence?: EvidenceRef[];
}

/** What each event holds, by event type. Codes, references and commitments only. */
export interface EventBodies {
  ComplaintReceived: Filing;
  MatchesFound: { persons: Token[]; units: Token[] };
  /** A retaliation does not pass through the hands that have the first case. */
  ChainBypassed: { tokens: Token[] };
  WitnessNamed: { witness: number; text: TextRef };
  /** Everybody is kept out who could deal with the case or carry it to the outside body; afterwards, no longer. */
  NobodyLeft: Record<string, never>;
  SomebodyFound: Record<string, never>;
  /** Who reads first: the desk, or whoever stands next when the desk is itself named. */
  ScreeningGivenTo: { role: ScreeningRole };
  MatchDecided: { person: Token; isSamePerson: boolean };
  ComplaintAccepted: {
    unit: string;
    category: string;
    isIntegrity: boolean;
    onSuspicion: boolean;
    note?: TextRef;
  };
  RejectionProposed: { reason: string; explanation: TextRef };
  RejectionDeclined: { explanation?: TextRef };
  ComplaintRejected: { reason: string; explanation: TextRef };
  ComplaintReferred: { body: string; explanation: TextRef };
  ReferralAnswered: { answer: TextRef };
  InformationRequested: { question: TextRef };
  /** Without a message where the answer is files alone. */
  InformationReceived: { message?: TextRef };
  MessageFromComplainant: { message: TextRef };
  MessageToComplainant: { message: TextRef };
  /** What waited to be read has been, and asks for no answer. */
  MessagesRead: Record<string, never>;
  EvidenceAdded: { evidence: EvidenceRef[] };
  EvidenceQuarantined: { evidence: string };
  CaseAssigned: { officer: string; unit: string; reason?: TextRef };
  AssignmentEnded: { because: 'conflict' };
  /** As above once the report is made: nobody else need be assigned. */
  OfficerRelieved: { because: 'conflict' };
  TakenBackFromUnit: { because: 'conflict' };
  AccusedAdded: { persons: Token[]; units: Token[]; subject: TextRef };
  ConflictDeclared: { person: Token; ground: RecusalGround; explanation?: TextRef };
  ConflictFound: { person: Token; ground: RecusalGround; explanation: TextRef };
  ExclusionLifted: { person: Token; explanation: TextRef };
  FindingRecorded: { finding: Finding; text: TextRef };
  ExtensionRequested: { clock: string; span: Span; reason: TextRef };
  ExtensionGranted: { clock: string; span: Span; reason: TextRef };
  ExtensionRefused: { clock: string; reason: TextRef };
  ReportSubmitted: { report: TextRef };
  ReportReturned: { text: TextRef };
  DecisionMade: { decision: Exclude<Decision, 'return-for-more'>; text: TextRef };
  HandedToDiscipline: { note: TextRef };
  /** Without carrier and package where it was handed over before there were packages. */
  HandedToOutsideBody: { receiver: TextRef; carrier?: TextRef; packageHash?: string };
  OutcomeTold: { outcome: TextRef };
  SubjectTold: { person: Token | null; notice: string; words: TextRef };
  CaseClosed: { disciplineOutcome?: TextRef };
  ReviewRequested: { reason: TextRef };
  ComplaintWithdrawn: { reason?: TextRef; wasPressed: boolean | null; goesOnExOfficio: boolean };
  /** The complainant says that somebody pressed for the withdrawal: it waits to be read like a message. */
  PressureReported: Record<string, never>;
  CaseReopened: { reason: TextRef };
  CaseFinalised: Record<string, never>;
  LinkedToLeader: { leader: string };
  /** A linked case's exclusions hold here too: one matter, one circle of people. */
  ExclusionsTaken: { exclusions: Exclusion[] };
  Unlinked: { leader: string };
  NoteAdded: { note: TextRef };
  ReminderRung: { clock: string; dueAt: Instant; index: number; to: Role };
  EscalationRung: { clock: string; dueAt: Instant; index: number; to: Role; informs: Role[] };
  /** `goesOn`: the case stops waiting for what the clock awaited. */
  ClockExpired: { clock: string; dueAt: Instant; goesOn: boolean };
  CalendarApplied: { holiday: Holiday; removed: boolean; reason: string };
  /** Clocks that started, stopped, paused, resumed or moved by the events before it in the same batch; each whole. */
  ClocksReckoned: { clocks: RunningClock[] };
}

export type EventType = keyof EventBodies;

export type ComplaintEvent<T extends EventType = EventType> = {
  [K in T]: {
    type: K;
    schemaVersion: 1;
    at: Instant;
    /** `staff:<id>`, `complainant` or `system`. */
    actor: string;
    body: EventBodies[K];
  };
}[T];
