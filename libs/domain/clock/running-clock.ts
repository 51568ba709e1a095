import type { Instant } from '../time/instant.js';
import type { Role } from '../policy/role.js';
import type { Span } from './span.js';

/** One step of the reasoning behind a due date: a code and its parameters, worded in each language at the edge. */
export type WhyStep =
  | { code: 'received-in-office-hours'; at: Instant }
  | { code: 'received'; at: Instant }
  | { code: 'deemed-received'; filedAt: Instant; deemedAt: Instant }
  | { code: 'counts-from'; event: string; at: Instant }
  | { code: 'counts-from-due-of'; clock: string; at: Instant }
  | { code: 'first-day-excluded'; date: string }
  | { code: 'limit'; amount: number; unit: string; citation: string }
  | { code: 'skipped-non-working-days'; dates: string[] }
  | { code: 'paused'; from: Instant; to: Instant | null; citation: string }
  | { code: 'extended'; amount: number; unit: string; at: Instant; citation: string }
  | { code: 'rolled-to-working-day'; from: string; to: string }
  | { code: 'not-rolled-for-official'; date: string }
  | { code: 'holiday-declared'; date: string }
  | { code: 'holiday-taken-back'; date: string }
  | { code: 'due'; at: Instant };

export interface Alarm {
  at: Instant;
  kind: 'reminder' | 'escalation' | 'expiry';
  /** Position in the definition's reminders or escalations; 0 for expiry. */
  index: number;
  to?: Role;
}

/** A clock of one case: what happened to it, and what follows from that under the calendar last applied. */
export interface RunningClock {
  id: string;
  startedAt: Instant;
  /** The instant from which the limit is counted (deemed receipt, or another clock's due instant). */
  countsFrom: Instant;
  pauses: { from: Instant; to: Instant | null }[];
  extensions: { span: Span; at: Instant }[];
  stoppedAt: Instant | null;
  dueAt: Instant;
  why: WhyStep[];
  /** Still to ring, earliest first. Empty once stopped, and while paused. */
  alarms: Alarm[];
}
