import type { Accused, Narrative } from './complaint-input.js';

/** The words of a filing under which its case is found. */
export const wordsOfFiling = ({
  subject,
  details,
  place = '',
  accused = [],
}: Pick<Narrative, 'subject' | 'details' | 'place'> & { accused?: Accused[] }): string =>
  [subject, details, place, ...accused.map(({ name = '' }) => name)].join(' ');
