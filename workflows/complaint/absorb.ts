import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { fold } from '#domain/complaint/evolve.js';
import type { Recorded } from './complaint.ports.js';

/** The state after what was recorded: only entries that it has not seen count. */
export const absorb = (state: ComplaintState, { missed, events, isRepeat }: Recorded): ComplaintState =>
  fold(state, isRepeat ? missed : [...missed, ...events]);
