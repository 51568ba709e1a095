import { nextAlarm } from '../clock/alarms.js';
import { addDays, atMinute, type Instant } from '../time/instant.js';
import type { CheckIn, Measure, ProtectionState } from './protection-state.js';

/** When time alone does the next thing to the check-in; null when nothing does. */
export function checkInWaking({ status, askAt, askAgainAt, giveUpAt }: CheckIn): Instant | null {
  if (status === 'planned') return askAt;
  if (status === 'asked') return askAgainAt;
  return status === 'asked-again' ? giveUpAt : null;
}

/** The first moment after the last day that the measure was taken for. */
export const measureWaking = ({ until, hasRunOut, endedAt }: Measure): Instant | null =>
  until === null || hasRunOut || endedAt !== null ? null : atMinute(addDays(until, 1), 0);

/** When the protection has to be looked at next though nobody acts; null when never. */
export function nextWaking(state: ProtectionState): Instant | null {
  if (state.endedAt !== null) return null;
  const wakings = [
    nextAlarm(state.clocks)?.at ?? null,
    ...state.accesses.map(({ status, until }) => (status === 'open' ? until : null)),
    ...state.checkIns.map(checkInWaking),
    ...state.measures.map(measureWaking),
  ];
  return wakings.filter((at) => at !== null).sort()[0] ?? null;
}
