import type { RetentionCommand, RetentionCommandName } from '#domain/retention/retention-command.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { RetentionState } from '#domain/retention/retention-state.js';
import type { Carried } from '../matter/matter.contract.js';

export const RETENTION_WORKFLOW = 'retention';

/** Id of the workflow and name of the ledger stream of the keeping of a case. */
export const retentionWorkflowId = (reference: string): string => `retention-${reference}`;

/** Commands that arrive from outside. */
export type RetentionUpdateName = Exclude<RetentionCommandName, 'open-retention' | 'ring'>;
const IS_UPDATE: Record<RetentionUpdateName, true> = {
  'place-hold': true,
  'lift-hold': true,
  'ask-opening': true,
  'decide-opening': true,
  'follow-case': true,
};
export const RETENTION_UPDATE_NAMES = Object.keys(IS_UPDATE) as RetentionUpdateName[];
export type RetentionUpdate = RetentionCommand<RetentionUpdateName>;

export interface RetentionInput {
  /** Entry 1 of the ledger. */
  opened: RetentionEvent<'RetentionOpened'>;
  continueAsNewAfter?: number;
  carried?: Carried<RetentionState>;
}
