import type { z } from 'zod';
import type { anonymousBasis } from './complaint.schema.js';
import type { PostedForm } from './posted-form.js';

export const BASES = ['evidence', 'circumstances', 'witness'] as const;

/** Cabinet resolution of 22 December 1998: what an unsigned matter rests on. Having none of it bars nobody. */
export const readBasis = ({ basis }: PostedForm): string[] =>
  [basis ?? []].flat().filter((one) => BASES.some((known) => known === one));

export const basisOf = (ticked: readonly string[]): z.output<typeof anonymousBasis> => ({
  evidence: ticked.includes('evidence'),
  circumstances: ticked.includes('circumstances'),
  witness: ticked.includes('witness'),
});
