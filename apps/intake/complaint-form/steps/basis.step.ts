import type { FormStep } from '../form-step.js';

export const BASES = ['evidence', 'circumstances', 'witness'] as const;

/** Cabinet resolution of 22 December 1998: what an unsigned matter rests on. Having none of it bars nobody. */
export const basisStep: FormStep<'basis'> = {
  id: 'basis',
  isAsked: ({ answers }) => answers.identity?.mode === 'anonymous',
  read: ({ basis }) => ({
    basis: [basis ?? []].flat().filter((one) => BASES.some((known) => known === one)),
  }),
  errors: () => [],
  complaint: ({ basis }) => ({
    anonymousBasis: {
      evidence: basis.includes('evidence'),
      circumstances: basis.includes('circumstances'),
      witness: basis.includes('witness'),
    },
  }),
};
