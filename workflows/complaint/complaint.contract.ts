import type { CommandName } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { TRANSITIONS } from '#domain/complaint/transitions.js';
import type { Carried } from '../matter/matter.contract.js';

export const COMPLAINT_WORKFLOW = 'complaint';
export const COMPLAINT_QUEUE = 'complaints';

/** Id of the workflow and name of the ledger stream of a case. */
export const complaintWorkflowId = (reference: string): string => `complaint-${reference}`;

/** Commands that only the workflow itself gives. */
export type OwnCommandName = 'open' | 'ring';
export type UpdateName = Exclude<CommandName, OwnCommandName>;

/** Every command that arrives from outside is an Update of its own name, with the command's id as update id. */
export const UPDATE_NAMES: readonly UpdateName[] = [
  ...new Set(TRANSITIONS.map(({ command }) => command)),
].filter((name): name is UpdateName => name !== 'open' && name !== 'ring');

export interface ComplaintInput {
  /** Entry 1 of the ledger, written in the filing transaction. */
  received: ComplaintEvent<'ComplaintReceived'>;
  /** Events of history after which to continue as new; without it when the server suggests it. */
  continueAsNewAfter?: number;
  /** Handed on by an earlier run of the same case. */
  carried?: Carried<ComplaintState>;
}
