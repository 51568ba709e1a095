import type { RefusalCode } from '#domain/complaint/refusal.js';

export const STATE_QUERY = 'state';
/** Type of the failure by which an update is refused; its only detail is a `RefusalDetail`. */
export const REFUSAL_FAILURE = 'Refusal';

export interface RefusalDetail {
  code: RefusalCode;
  params: Record<string, string | number>;
}

/** A command and the signature of the app that let it pass. */
export interface Signed<C> {
  command: C;
  signature: string;
}

/** What one run of a matter hands to the next. */
export interface Carried<S> {
  state: S;
  /** Ids of the latest commands: Temporal forgets them from one run to the next. */
  recentIds: string[];
  /** Milliseconds by which the clock of who opened the matter ran ahead of the workflow's. */
  aheadMs: number;
}

/** What came of a command. */
export interface RecordedOf<E> {
  /** Entries of the ledger behind the given state that the run has not seen: a lost task's, or after a reset. */
  missed: E[];
  /** The command's own events. Part of `missed` or of the given state when `isRepeat`. */
  events: E[];
  isRepeat: boolean;
  refusal?: RefusalDetail;
}
