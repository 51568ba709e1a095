import { basisOf, readBasis } from '#web/complaint/basis.form.js';
import type { FormStep } from '../form-step.js';

export const basisStep: FormStep<'basis'> = {
  id: 'basis',
  isAsked: ({ answers }) => answers.identity?.mode === 'anonymous',
  suggest: ({ files = [] }) => ({ basis: files.length > 0 ? ['evidence'] : [] }),
  read: (form) => ({ basis: readBasis(form) }),
  errors: () => [],
  complaint: ({ basis }) => ({ anonymousBasis: basisOf(basis) }),
};
