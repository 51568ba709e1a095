import type { Calendar } from '../clock/calendar.js';
import type { ClockDefinition } from '../clock/clock-definition.js';
import type { LocalDate } from '../time/instant.js';
import type { DataRequestPolicy } from '../data-request/data-request-policy.js';
import type { ProtectionPolicy } from '../protection/protection-policy.js';
import type { RetentionPolicy } from '../retention/retention-policy.js';
import type { Bilingual } from './bilingual.js';
import type { Role } from './role.js';
import type { SubjectNotice } from './subject-notice.js';

export type { Bilingual } from './bilingual.js';

export type Verification = 'V' | 'V2' | 'GK';

/** Where a rule comes from. Only `law` with V or V2 may be printed as law; GK is printed as agency policy. */
export interface Citation {
  kind: 'law' | 'agency-policy' | 'best-practice';
  text: Bilingual;
  verified: Verification;
}

export interface Category {
  id: string;
  name: Bilingual;
  hint: Bilingual;
  /** Corruption and misconduct: counted in the `integrity` block, filed by their own entrance (clause 5.4). */
  isIntegrity: boolean;
  /** Who makes the decision on the report. */
  decidedBy: Role;
  clocks: ClockDefinition[];
}

export interface Unit {
  id: string;
  name: Bilingual;
  parent?: string;
}

/** One step of the published procedure (clause 5.2). `statuses` are those of the state machine that it covers. */
export interface ProcedureStep {
  id: string;
  name: Bilingual;
  description: Bilingual;
  responsible: Role;
  statuses: string[];
}

export interface RejectionReason {
  id: string;
  name: Bilingual;
  /** The reasons that a corruption or misconduct case may be rejected for; others are for general matters only. */
  allowedForIntegrity: boolean;
}

/** A policy pack: the procedure as one definition. Immutable; known by the SHA-256 of its canonical JSON. */
export interface Policy {
  id: string;
  effectiveFrom: LocalDate;
  agency: {
    name: Bilingual;
    province: Bilingual;
    website: string;
    /** Where the button leads that leaves the public site at once: a site that anybody may be looking at. */
    neutralSite?: string;
    phone: string;
    referencePrefix: string;
  };
  units: Unit[];
  /** The unit that screens every complaint first. */
  centralDeskUnit: string;
  /** Where a matter goes when the head of agency is conflicted. */
  outsideBody: Bilingual;
  categories: Category[];
  steps: ProcedureStep[];
  rejectionReasons: RejectionReason[];
  /** Agencies to which a matter may be referred. */
  referralBodies: { id: string; name: Bilingual }[];
  /** What the accused are told; older packs tell them nothing. */
  subjectNotices?: SubjectNotice[];
  protection: ProtectionPolicy;
  retention: RetentionPolicy;
  /** How requests for the own data are answered; under older packs there are none. */
  dataRequests?: DataRequestPolicy;
  citations: Record<string, Citation>;
  calendar: Calendar;
  /** How the complainant is told who of the agency wrote; older packs do not say: by role. */
  conversation?: { showOfficersBy: 'role' | 'name' };
  /** Days within which an outcome may be reviewed is a clock of the category; mail texts by template key. */
  mail: Record<string, { subject: Bilingual; body: Bilingual }>;
}
