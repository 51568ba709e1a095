import { relationsTo } from '../access/may-read.js';
import type { Viewer } from '../routing/person.js';
import type { CommandName } from './command.js';
import type { ComplaintState } from './complaint-state.js';
import { TRANSITIONS } from './transitions.js';

/** What the viewer can do next, read off the transition table: the same rows that `decide` obeys. */
export function nextActions(state: ComplaintState, viewer: Viewer): CommandName[] {
  const relations = relationsTo(viewer, state);
  const me = `staff:${viewer.self.id}`;
  return TRANSITIONS.filter(
    ({ from, by }) => from.includes(state.status) && by.some((relation) => relations.includes(relation)),
  )
    .map(({ command }) => command)
    .filter((command) => {
      switch (command) {
        case 'request-information':
          return state.informationAskedAt === null;
        case 'approve-rejection':
          return state.rejectionProposal?.by !== me;
        case 'decide-match':
          return state.excluded.some(({ because }) => because === 'automatic-match');
        case 'request-extension':
          return state.extensionRequest === null;
        case 'decide-extension':
          return state.extensionRequest !== null && state.extensionRequest.by !== me;
        case 'submit-report':
          return state.findings > 0;
        case 'close':
          return state.status !== 'closed' || state.reviewRequestedAt !== null;
        case 'link':
          return state.leader === null;
        case 'unlink':
          return state.leader !== null;
        default:
          return true;
      }
    });
}
