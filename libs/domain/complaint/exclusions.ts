import type { Directory } from '../routing/directory.js';
import type { Token } from '../routing/token.js';
import type { ComplaintState } from './complaint-state.js';
import type { Exclusion } from './exclusion.js';

const WORDS_OF_PEOPLE: readonly Exclusion['because'][] = ['accused', 'declared-interest', 'found-interest'];

/** Those whom a person's word keeps out, which a second person may lift; a match is decided instead. */
export const liftable = ({ excluded }: Pick<ComplaintState, 'excluded'>): Exclusion[] =>
  excluded.filter(({ because }) => WORDS_OF_PEOPLE.includes(because));

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

/**
 * Whom a retaliation bypasses: its first case's officer, unit and heads up to the agency, and everybody whom that case
 * keeps out.
 */
export function chainOf(first: ComplaintState, { people, units }: Directory): Token[] {
  const upward = (id: string | null): Directory['units'] => {
    const unit = units.find((one) => one.id === id);
    return unit === undefined || unit.parent === null ? [] : [unit, ...upward(unit.parent)];
  };
  const chain = upward(first.unit);
  const inCharge = people.filter(
    ({ id, unit, roles }) =>
      id === first.officer || (roles.includes('head-of-unit') && chain.some((one) => one.id === unit)),
  );
  return [
    ...new Set([
      ...first.excluded.map(({ token }) => token),
      ...inCharge.map(({ token }) => token),
      ...chain.map(({ token }) => token),
    ]),
  ];
}
