import type { WaitingFile } from '#filing/complaint-input.js';
import type { Instant } from '#domain/time/instant.js';
import type { FilingAnswer } from '#filing/filing-answer.js';
import type { Official } from '#web/complaint/officials.form.js';
import type { TypedDate } from '#web/complaint/typed-date.form.js';

export type Entrance = 'integrity' | 'other';

/** What was typed on each page, as typed. */
export interface Answers {
  category: { category: string };
  what: { subject: string; details: string };
  where: TypedDate & { place: string; unit: string };
  accused: { accused: Official[] };
  identity: { mode: string };
  details: { name: string; nationalId: string; email: string; phone: string; address: string };
  basis: { basis: string[] };
  evidence: { isPassed: boolean };
}

export type StepId = keyof Answers;

/** A complaint being written, or what came of it, until its writer is done reading that. */
export interface Draft {
  /** Also the idempotency key of the filing: sending the form twice files once. */
  id: string;
  entrance: Entrance;
  answers: Partial<Answers>;
  /** Files that wait to be sent with it, with their keys. */
  files?: WaitingFile[];
  /** Sent while far more was filed than usual: whose turn to be filed it is then. */
  queuedUntil?: Instant;
  filed?: { answer: FilingAnswer };
}

/** Whether somebody has said anything in it that was not sent. */
export const isUnsent = (draft: Draft | null): boolean =>
  draft !== null &&
  draft.filed === undefined &&
  (Object.keys(draft.answers).length > 0 || (draft.files ?? []).length > 0);
