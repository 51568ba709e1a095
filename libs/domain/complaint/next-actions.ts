import { relationsTo } from '../access/may-read.js';
import type { Viewer } from '../routing/person.js';
import type { CommandName } from './command.js';
import type { ComplaintState } from './complaint-state.js';
import { standsAgainst } from './permit.js';
import { TRANSITIONS } from './transitions.js';

/** What the viewer can do next: the transition table and the objections that `decide` obeys, asked without a command. */
export function nextActions(state: ComplaintState, viewer: Viewer): CommandName[] {
  const relations = relationsTo(viewer, state);
  const actor = { kind: 'staff', id: viewer.self.id } as const;
  return TRANSITIONS.filter(
    ({ command, by }) =>
      by.some((relation) => relations.includes(relation)) && standsAgainst(state, command, actor) === null,
  ).map(({ command }) => command);
}
