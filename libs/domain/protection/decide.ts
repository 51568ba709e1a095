import { actorName } from '../complaint/command.js';
import { isRefusal, Refusal } from '../complaint/refusal.js';
import { mayAct } from './acts.js';
import { reckonClocks } from './clockwork.js';
import { consequences } from './consequences.js';
import { PROTECTION_DECIDERS, type ProtectionDecider } from './deciders.js';
import { dueFacts } from './due-facts.js';
import { fold } from './evolve.js';
import { permitProtection } from './permit.js';
import type { ProtectionCommand, ProtectionCommandName } from './protection-command.js';
import type { ProtectionContext } from './protection-context.js';
import { protectionFact as fact, type ProtectionEvent, type ProtectionFact } from './protection-event.js';
import type { ProtectionState } from './protection-state.js';

/** Entry 1 as an event, which starts the first limit. */
const opening = (
  { id, reference, person, identityMode, mayBeMailed, policyHash, isStaff }: ProtectionState,
  at: string,
): ProtectionEvent => ({
  type: 'ProtectionOpened',
  schemaVersion: 1,
  at,
  actor: 'system',
  body: { id, reference, person, identityMode, mayBeMailed, policyHash, isStaff },
});

/**
 * Decides one command for one protected person: the events it makes, in order, or why it is refused. Pure.
 * What time has brought by then comes first; clock changes follow as one `ClocksReckoned`.
 */
export function decideProtection<N extends ProtectionCommandName>(
  state: ProtectionState,
  command: ProtectionCommand<N>,
  context: ProtectionContext,
): ProtectionEvent[] | Refusal {
  const given = command as ProtectionCommand;
  const against = permitProtection(state, given);
  if (against !== null) return against;
  if (!mayAct(given, state, context)) return new Refusal('NotForThisPerson');

  const { at } = command;
  const dated = (by: string, facts: ProtectionFact[]): ProtectionEvent[] =>
    facts.map((one) => ({ ...one, schemaVersion: 1, at, actor: by }));
  const rung = command.name === 'ring' ? [] : dated('system', dueFacts(state, at, context));
  const now = fold(state, rung);
  const late = rung.length > 0 ? permitProtection(now, { ...given, seenVersion: undefined }) : null;
  if (late !== null) return late;

  const decided = (PROTECTION_DECIDERS[command.name] as ProtectionDecider<N>)(now, command, context);
  if (isRefusal(decided)) return decided;
  const acted = [...rung, ...dated(actorName(command.actor), decided)];
  const causes = command.name === 'open-protection' ? [opening(state, at), ...acted] : acted;
  const clocks = reckonClocks(state, causes, context.policy.protection, context.calendar);
  const reckoned =
    clocks.length === 0 ? acted : [...acted, ...dated('system', [fact('ClocksReckoned', { clocks })])];
  return [...reckoned, ...dated('system', consequences(fold(state, reckoned), context))];
}
