import { textOf } from '#web/complaint/posted-form.js';
import type { FormStep } from '../form-step.js';

/** Clause 5.4: corruption and misconduct come by their own entrance, and are asked of apart from other matters. */
export const categoryStep: FormStep<'category'> = {
  id: 'category',
  isAsked: () => true,
  read: (form) => ({ category: textOf(form, 'category') }),
  errors: ({ category }, { entrance }, { categories }) =>
    categories.some(({ id, isIntegrity }) => id === category && isIntegrity === (entrance === 'integrity'))
      ? []
      : [{ field: 'category', code: 'required' }],
  complaint: ({ category }) => ({ category }),
};
