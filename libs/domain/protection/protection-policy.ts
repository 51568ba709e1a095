import type { ClockDefinition } from '../clock/clock-definition.js';
import type { DaySpan } from '../clock/day-count.js';
import type { Bilingual } from '../policy/bilingual.js';

/** A limit of the protection procedure; what starts and stops it is the engine's, not the pack's. */
export type ProtectionClock = Omit<
  ClockDefinition,
  'startsOn' | 'stopsOn' | 'pauses' | 'extension' | 'onExpiry'
>;

/** The limits that every pack sets. One of several at once runs as `<id>:<number>`. */
export const PROTECTION_CLOCKS = [
  'risk-assessment',
  'access-decision',
  'emergency-review',
  'contact',
  'justification',
] as const;
export type ProtectionClockId = (typeof PROTECTION_CLOCKS)[number];

interface Listed {
  id: string;
  name: Bilingual;
}

/** How the agency protects whoever complains (clause 5.1), as the pack states it. */
export interface ProtectionPolicy {
  clocks: ProtectionClock[];
  /** How long after the closing of the case each check-in comes. */
  checkIns: DaySpan[];
  askAgainAfter: DaySpan;
  giveUpAfter: DaySpan;
  access: {
    purposes: Listed[];
    grounds: Listed[];
    mostHours: number;
    emergencyHours: number;
  };
  /** P1–P7, with their citations. */
  measures: (Listed & { citation: string })[];
  /** What makes detriment likelier. `asks`: of whom it is asked. */
  riskFactors: (Listed & { asks: 'everybody' | 'staff' | 'confidential' })[];
  /** Acts of retaliation to watch for (Directive (EU) 2019/1937, article 19). */
  detriments: Listed[];
}
