import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Instant } from '#domain/time/instant.js';
import type { RefusalDetail } from './complaint.contract.js';

/** What came of a command. */
export interface Recorded {
  /** Entries of the ledger behind the given state that the run has not seen: a lost task's, or after a reset. */
  missed: ComplaintEvent[];
  /** The command's own events. Part of `missed` or of the given state when `isRepeat`. */
  events: ComplaintEvent[];
  isRepeat: boolean;
  refusal?: RefusalDetail;
}

/** What the complaint workflow needs of its worker. Both write in one transaction and may be repeated at will. */
export interface ComplaintPorts {
  /** Starts the clocks and keeps the accused out, from the names sealed at filing. */
  open(input: { state: ComplaintState; at: Instant }): Promise<Recorded>;
  /** Verifies, decides and records one command. `signature` null: the workflow's own. */
  record(input: { state: ComplaintState; command: Command; signature: string | null }): Promise<Recorded>;
}
