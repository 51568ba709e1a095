import { nextAlarm } from '../clock/alarms.js';
import type { RunningClock } from '../clock/running-clock.js';
import type { TextRef } from '../complaint/command.js';
import type { Token } from '../routing/token.js';
import type { Instant } from '../time/instant.js';
import type { AnswerKind } from './data-request-command.js';
import type { DataRequestOpening } from './data-request-event.js';

/** `refused`: answered too, but nothing was given. */
export const DATA_REQUEST_STATUSES = [
  'received',
  'identified',
  'proposed',
  'answered',
  'refused',
  'withdrawn',
] as const;
export type DataRequestStatus = (typeof DATA_REQUEST_STATUSES)[number];

/** An answer that waits for a second person, or was given. */
export interface ProposedAnswer {
  kind: AnswerKind;
  answer: TextRef;
  /** Staff id: somebody else decides. */
  by: string;
}

/** One person's request for the own data. */
export interface DataRequestState extends DataRequestOpening {
  version: number;
  actedVersion: number;
  status: DataRequestStatus;
  /** The pseudonym of a requester who is of the staff; null: not, or not known. */
  requester: Token | null;
  /** The pseudonyms of the staff whom the words name; not known before it is opened. */
  named?: Token[];
  isIdentified: boolean;
  /** Null before the workflow has it. */
  clock: RunningClock | null;
  answer: ProposedAnswer | null;
  /** Why the latest proposal went back. */
  returned: TextRef | null;
  lastEventAt: Instant;
}

export const isDataRequestOver = ({ status }: Pick<DataRequestState, 'status'>): boolean =>
  status === 'answered' || status === 'refused' || status === 'withdrawn';

/** When it has to be looked at though nobody acts; null when never. */
export const nextDataRequestWaking = ({ clock }: DataRequestState): Instant | null =>
  clock === null ? null : (nextAlarm([clock])?.at ?? null);
