import type { RetentionCommand } from '#domain/retention/retention-command.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { RetentionState } from '#domain/retention/retention-state.js';
import type { Instant } from '#domain/time/instant.js';
import type { RecordedOf } from '../matter/matter.contract.js';

/** What the retention workflow needs of its worker. Both may be repeated at will, the destruction too. */
export interface RetentionPorts {
  openRetention(input: { state: RetentionState; at: Instant }): Promise<RecordedOf<RetentionEvent>>;
  /** `signature` null: the workflow's own, which also carries out a destruction that was ordered. */
  recordRetention(input: {
    state: RetentionState;
    command: RetentionCommand;
    signature: string | null;
  }): Promise<RecordedOf<RetentionEvent>>;
}
