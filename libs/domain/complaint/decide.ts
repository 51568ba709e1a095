import { relationsTo } from '../access/may-read.js';
import type { Relation } from '../access/relation.js';
import { viewerOf } from '../routing/person.js';
import { receiptEvent, reckonClocks } from './clockwork.js';
import { actorName, type Command, type CommandName } from './command.js';
import type { ComplaintEvent } from './complaint-event.js';
import type { ComplaintState } from './complaint-state.js';
import { newlyNamed } from './newly-named.js';
import { consequences } from './consequences.js';
import { DECIDERS, type Decider } from './deciders.js';
import { isTheirsToDecide } from './deciding.js';
import type { DecisionContext } from './decision-context.js';
import { dueAlarms } from './due-alarms.js';
import { fold } from './evolve.js';
import { fact, type Fact } from './fact.js';
import { permit } from './permit.js';
import { isRefusal, Refusal } from './refusal.js';
import { transitionOf } from './transitions.js';

function relationsOfActor(
  state: ComplaintState,
  { actor, at }: Command,
  { directory }: DecisionContext,
): Relation[] {
  if (actor.kind === 'complainant') return ['complainant'];
  if (actor.kind === 'system') return ['system'];
  const viewer = viewerOf(directory, actor.id, at);
  return viewer === null ? [] : relationsTo(viewer, state);
}

/**
 * Decides one command on one case: the events it makes, in order, or why it is refused. Pure.
 * Alarms already due ring first, so that nothing late is forgotten by a clock that the command moves or stops.
 * Clock changes follow as one `ClocksReckoned`.
 */
export function decide<N extends CommandName>(
  state: ComplaintState,
  command: Command<N>,
  context: DecisionContext,
): ComplaintEvent[] | Refusal {
  const against = permit(state, command);
  if (against !== null) return against;
  const relations = relationsOfActor(state, command as Command, context);
  if (relations.length === 0) return new Refusal('CaseUnknown');
  if (!transitionOf(command.name, state.status)?.by.some((relation) => relations.includes(relation)))
    return new Refusal('NotForThisPerson');
  const { at } = command;
  if (command.actor.kind === 'staff' && !isTheirsToDecide(command.name, command.actor.id, state, context, at))
    return new Refusal('NotForThisPerson');

  const actor = actorName(command.actor);
  const dated = (by: string, facts: Fact[]): ComplaintEvent[] =>
    facts.map((one) => ({ ...one, schemaVersion: 1, at, actor: by }));

  const rung = command.name === 'ring' ? [] : dated('system', dueAlarms(state, at, context));
  const now = fold(state, rung);
  if (rung.length > 0 && permit(now, { ...command, seenVersion: undefined }) !== null)
    return new Refusal('NotPossibleInThisStatus', { status: now.status });

  const decided = (DECIDERS[command.name] as Decider<N>)(now, command, context);
  if (isRefusal(decided)) return decided;
  const acted = [...dated(actor, decided), ...dated('system', newlyNamed(now, context))];
  const settled = fold(now, acted);
  const followed = dated('system', consequences(settled, at, context));
  const events = [...rung, ...acted, ...followed];
  const after = fold(settled, followed);

  const causes = command.name === 'open' ? [receiptEvent(state), ...events] : events;
  const clocks = reckonClocks(state, causes, after, context);
  return clocks === null ? events : [...events, ...dated('system', [fact('ClocksReckoned', clocks)])];
}
