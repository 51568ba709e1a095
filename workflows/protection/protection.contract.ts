import type { ProtectionCommand, ProtectionCommandName } from '#domain/protection/protection-command.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import type { Carried } from '../matter/matter.contract.js';

export const PROTECTION_WORKFLOW = 'protection';

/** Id of the workflow and name of the ledger stream of a protected person. */
export const protectionWorkflowId = (id: string): string => `protection-${id}`;

/** Commands that only the workflow itself gives. */
export type ProtectionUpdateName = Exclude<ProtectionCommandName, 'open-protection' | 'ring'>;

/** Every command that arrives from outside is an Update of its own name. */
const IS_UPDATE: Record<ProtectionUpdateName, true> = {
  'assess-risk': true,
  'begin-measure': true,
  'prove-measure': true,
  'end-measure': true,
  'write-to-person': true,
  'record-contact': true,
  'judge-personnel-action': true,
  'ask-for-identity': true,
  'take-identity-in-emergency': true,
  'decide-access': true,
  'withdraw-request': true,
  'end-access': true,
  'bar-telling': true,
  'allow-telling': true,
  'review-emergency': true,
  'answer-check-in': true,
  'tell-employment': true,
  'follow-case': true,
  'find-personnel-action': true,
};
export const PROTECTION_UPDATE_NAMES = Object.keys(IS_UPDATE) as ProtectionUpdateName[];

export type ProtectionUpdate = ProtectionCommand<ProtectionUpdateName>;

export interface ProtectionInput {
  /** Entry 1 of the ledger. */
  opened: ProtectionEvent<'ProtectionOpened'>;
  /** Events of history after which to continue as new; without it when the server suggests it. */
  continueAsNewAfter?: number;
  carried?: Carried<ProtectionState>;
}
