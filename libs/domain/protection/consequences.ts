import { isKeptOut, personOf } from '../routing/person.js';
import type { ProtectionContext } from './protection-context.js';
import { protectionFact as fact, type ProtectionFact } from './protection-event.js';
import type { ProtectionState } from './protection-state.js';

/** What follows by itself: somebody accused meanwhile knows nothing more; when all is done, the watch ends. */
export function consequences(
  state: ProtectionState,
  { complaint, directory }: Pick<ProtectionContext, 'complaint' | 'directory'>,
): ProtectionFact[] {
  const isOut = (id: string): boolean => {
    const member = directory.people.find((one) => one.id === id);
    return member === undefined || !member.isActive || isKeptOut(personOf(directory, member), complaint);
  };
  const lost = state.accesses.filter(({ by }) => isOut(by));
  return [
    ...lost
      .filter(({ status }) => status === 'open')
      .map(({ access }) => fact('IdentityAccessEnded', { access, because: 'conflict' })),
    ...lost
      .filter(({ status }) => status === 'asked')
      .map(({ access }) => fact('IdentityAccessRefused', { access })),
    ...(isAllDone(state) ? [fact('ProtectionEnded', {})] : []),
  ];
}

const isAllDone = ({ endedAt, checkIns, clocks, accesses, measures }: ProtectionState): boolean =>
  endedAt === null &&
  checkIns.length > 0 &&
  checkIns.every(({ status }) => status === 'settled') &&
  clocks.every(({ stoppedAt }) => stoppedAt !== null) &&
  accesses.every(({ status }) => status !== 'asked' && status !== 'open') &&
  measures.every(({ endedAt: ended }) => ended !== null);
