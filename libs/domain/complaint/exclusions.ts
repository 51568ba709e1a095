import type { ComplaintState, Exclusion } from './complaint-state.js';

/** As linked cases hear of it: a match that nobody has decided yet is decided where it was found. */
export const asLinked = (one: Exclusion): Exclusion =>
  one.because === 'automatic-match' ? { ...one, because: 'linked' } : one;

/** Those of the exclusions that the case does not know yet, or knows as a mere match where somebody is accused. */
export const newExclusions = ({ excluded }: ComplaintState, exclusions: readonly Exclusion[]): Exclusion[] =>
  exclusions.filter(({ token, because }) => {
    const known = excluded.find((one) => one.token === token);
    return known === undefined || (because === 'accused' && known.because !== 'accused');
  });

/**
 * What a case's linked cases have to hear after a command: all that it keeps out once it is linked, afterwards what is
 * new. Ends by itself: a case that learns nothing new makes no event.
 */
export const exclusionsToShare = (before: ComplaintState, after: ComplaintState): Exclusion[] =>
  (before.leader === after.leader ? newExclusions(before, after.excluded) : after.excluded).map(asLinked);
