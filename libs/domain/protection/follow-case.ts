import type { ComplaintEvent } from '../complaint/complaint-event.js';
import type { ComplaintState } from '../complaint/complaint-state.js';
import type { ProtectionParams } from './protection-command.js';

type Change = ProtectionParams['follow-case']['change'];

/** What the protected people of a case have to hear of a command on it, in order. */
export function changesToFollow(
  before: ComplaintState,
  events: readonly ComplaintEvent[],
  after: ComplaintState,
): Change[] {
  const changes = events.flatMap(({ type }): Change[] => {
    if (type === 'CaseClosed' || type === 'HandedToOutsideBody') return ['closed'];
    if (type === 'CaseReopened') return ['reopened'];
    return type === 'PressureReported' ? ['pressed'] : [];
  });
  const isKnown = (token: string): boolean => before.excluded.some((one) => one.token === token);
  return after.excluded.every(({ token }) => isKnown(token)) ? changes : [...changes, 'conflict'];
}
