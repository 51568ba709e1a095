import { mayAct, type StaffProtectionCommandName } from '#domain/protection/acts.js';
import { permitProtection } from '#domain/protection/permit.js';
import type { ProtectionCommand } from '#domain/protection/protection-command.js';
import { withinSight } from '#domain/protection/sight.js';
import type { Instant } from '#domain/time/instant.js';
import type { SeenProtection } from '#persistence/protection-reader.js';
import type { SignedIn } from '../../staff-access/signed-in.js';
import { PROTECTION_COMMANDS, PROTECTION_TARGET } from './protection-command.js';

/** What can be done. `of`: the number of the measure, request or personnel action; null where there is one thing only. */
export interface ProtectionAction {
  name: StaffProtectionCommandName;
  of: number | null;
}

/** Which numbers a command could be about, of what the person sees. */
function targetsOf(name: StaffProtectionCommandName, { state, sight }: SeenProtection): (number | null)[] {
  const { measures, accesses, personnelActions } = withinSight(state, sight);
  switch (PROTECTION_TARGET[name]) {
    case 'measure':
      return measures.map(({ measure }) => measure);
    case 'access':
      // There is nothing to tell of what was never allowed.
      return accesses
        .filter(({ status }) => name !== 'bar-telling' || (status !== 'refused' && status !== 'withdrawn'))
        .map(({ access }) => access);
    case 'action':
      return personnelActions.map(({ action }) => action);
    case undefined:
      return [null];
  }
}

/** What the person may do now, the state permitting. */
export function possibleProtectionActions(
  { viewer, directory }: SignedIn,
  seen: SeenProtection,
  at: Instant,
): ProtectionAction[] {
  const { state, complaint } = seen;
  const isPossible = (name: StaffProtectionCommandName, of: number | null): boolean => {
    const target = PROTECTION_TARGET[name];
    const command = {
      name,
      id: '',
      actor: { kind: 'staff', id: viewer.self.id },
      at,
      params: target === undefined ? {} : { [target]: of },
    } as unknown as ProtectionCommand;
    return permitProtection(state, command) === null && mayAct(command, state, { complaint, directory });
  };
  return PROTECTION_COMMANDS.flatMap((name) =>
    targetsOf(name, seen)
      .filter((of) => isPossible(name, of))
      .map((of) => ({ name, of })),
  );
}
