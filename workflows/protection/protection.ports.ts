import type { ProtectionCommand } from '#domain/protection/protection-command.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import type { Instant } from '#domain/time/instant.js';
import type { RecordedOf } from '../matter/matter.contract.js';

/** What the protection workflow needs of its worker. Both write in one transaction and may be repeated at will. */
export interface ProtectionPorts {
  /** Writes entry 1 where it is not there yet, and starts the first limit. */
  openProtection(input: { state: ProtectionState; at: Instant }): Promise<RecordedOf<ProtectionEvent>>;
  /** Verifies, decides and records one command. `signature` null: the workflow's own. */
  recordProtection(input: {
    state: ProtectionState;
    command: ProtectionCommand;
    signature: string | null;
  }): Promise<RecordedOf<ProtectionEvent>>;
}
