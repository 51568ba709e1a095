import type { RunningClock } from '../clock/running-clock.js';
import type { TextRef } from '../complaint/command.js';
import type { Token } from '../routing/token.js';
import type { Role } from '../policy/role.js';
import type { Instant } from '../time/instant.js';
import type { AnswerKind } from './data-request-command.js';

/** Entry 1: somebody asked for the own data. Name, address and words are sealed. */
export interface DataRequestOpening {
  reference: string;
  policyHash: string;
  /** From which the limit counts. */
  receivedAt: Instant;
  language: 'th' | 'en';
  mayBeMailed: boolean;
  /** To the sealed texts (HMAC-SHA-256, hex) by purpose. */
  commitments: Record<string, string>;
}

export interface DataRequestBodies {
  DataRequestReceived: DataRequestOpening;
  LimitBegan: { clock: RunningClock; named?: Token[] };
  IdentityConfirmed: { how: TextRef; requester: Token | null };
  AnswerProposed: { kind: AnswerKind; answer: TextRef };
  AnswerReturned: { reason: TextRef };
  AnswerGiven: { kind: AnswerKind; answer: TextRef };
  RequestWithdrawn: Record<string, never>;
  ReminderRung: { clock: string; dueAt: Instant; index: number; to: Role };
  EscalationRung: { clock: string; dueAt: Instant; index: number; to: Role; informs: Role[] };
  ClockExpired: { clock: string; dueAt: Instant };
}
export type DataRequestEventType = keyof DataRequestBodies;

export type DataRequestEvent<T extends DataRequestEventType = DataRequestEventType> = {
  [K in T]: { type: K; schemaVersion: 1; at: Instant; actor: string; body: DataRequestBodies[K] };
}[T];

/** An event's type and body; `decideDataRequest` adds when and by whom. */
export type DataRequestFact = {
  [T in DataRequestEventType]: { type: T; body: DataRequestBodies[T] };
}[DataRequestEventType];

export const dataRequestFact = <T extends DataRequestEventType>(
  type: T,
  body: DataRequestBodies[T],
): DataRequestFact => ({ type, body }) as DataRequestFact;
