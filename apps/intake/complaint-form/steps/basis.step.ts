import { basisOf, readBasis } from '#web/complaint/basis.form.js';
import type { FormStep } from '../form-step.js';

export const basisStep: FormStep<'basis'> = {
  id: 'basis',
  isAsked: ({ answers }) => answers.identity?.mode === 'anonymous',
  read: (form) => ({ basis: readBasis(form) }),
  errors: () => [],
  complaint: ({ basis }) => ({ anonymousBasis: basisOf(basis) }),
};
