import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import type { Instant } from '#domain/time/instant.js';
import type { RecordedOf } from '../matter/matter.contract.js';

/** What came of a command on a case. */
export type Recorded = RecordedOf<ComplaintEvent>;

/** What the complaint workflow needs of its worker. Both write in one transaction and may be repeated at will. */
export interface ComplaintPorts {
  /** Starts the clocks and keeps the accused out, from the names sealed at filing. */
  open(input: { state: ComplaintState; at: Instant }): Promise<Recorded>;
  /** Verifies, decides and records one command. `signature` null: the workflow's own. */
  record(input: { state: ComplaintState; command: Command; signature: string | null }): Promise<Recorded>;
}
