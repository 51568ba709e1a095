import { officialErrors, officialsOf, readOfficials } from '#web/complaint/officials.form.js';
import type { FormStep } from '../form-step.js';

export const accusedStep: FormStep<'accused'> = {
  id: 'accused',
  isAsked: () => true,
  read: (form) => ({ accused: readOfficials(form) }),
  errors: ({ accused }) => officialErrors(accused),
  complaint({ accused }) {
    const named = officialsOf(accused);
    return named.length > 0 ? { accused: named } : {};
  },
};
