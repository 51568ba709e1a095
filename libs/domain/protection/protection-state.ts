import type { RunningClock } from '../clock/running-clock.js';
import type { Role } from '../policy/role.js';
import type { Instant, LocalDate } from '../time/instant.js';
import type {
  CheckInAnswer,
  PersonnelActionKind,
  PlannedCheckIn,
  ProtectionOpening,
  RiskLevel,
} from './protection-event.js';

/** One request to know who somebody is, and what became of it. */
export interface IdentityAccess {
  access: number;
  /** Staff id of the asker, for whom alone it is. */
  by: string;
  role: Role;
  purpose: string;
  ground: string;
  hours: number;
  askedAt: Instant;
  status: 'asked' | 'refused' | 'withdrawn' | 'open' | 'ended';
  inEmergency: boolean;
  /** Staff id of who gave it; nobody in an emergency. */
  decidedBy: string | null;
  givenAt: Instant | null;
  until: Instant | null;
  /** In an emergency: whether somebody else has looked at it since. */
  reviewedAt: Instant | null;
  isTellingBarred: boolean;
}

export interface Measure {
  measure: number;
  kind: string;
  /** Staff id. */
  owner: string;
  begunAt: Instant;
  until: LocalDate | null;
  proofs: number;
  hasRunOut: boolean;
  endedAt: Instant | null;
}

/** One of the questions "how are you?" after the case: asked, asked again, then the custodian's to find out. */
export interface CheckIn extends PlannedCheckIn {
  checkIn: number;
  status: 'planned' | 'asked' | 'asked-again' | 'unanswered' | 'settled';
  answer: CheckInAnswer | null;
}

export interface PersonnelAction {
  action: number;
  kind: PersonnelActionKind;
  on: LocalDate;
  record: string;
  foundAt: Instant;
  isJustified: boolean | null;
}

/** All that the rules need to know of one protected person. Carried by the workflow and kept in the view. */
export interface ProtectionState extends ProtectionOpening {
  /** Number of events folded so far = `seq` of the last ledger entry of the stream. */
  version: number;
  /** `version` after the last event that a person caused. */
  actedVersion: number;
  /** `actedVersion` without what the complainant told of employment, for who must not notice; missing until told. */
  sharedVersion?: number;
  /** Missing until the complainant told it. `nameFits`: what the opening knew. */
  employment?: { worksHere: boolean; nameFits: boolean };
  /** `asStaff`: assessed after the complainant said to work for the agency; missing where not. */
  risk: { level: RiskLevel; at: Instant; asStaff?: true } | null;
  measures: Measure[];
  accesses: IdentityAccess[];
  checkIns: CheckIn[];
  personnelActions: PersonnelAction[];
  clocks: RunningClock[];
  escalatedTo: Role[];
  endedAt: Instant | null;
  lastEventAt: Instant;
}
