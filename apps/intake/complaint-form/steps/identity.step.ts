import { identityMode } from '#web/complaint/complaint.schema.js';
import { textOf } from '#web/complaint/posted-form.js';
import type { FormStep } from '../form-step.js';

export const identityStep: FormStep<'identity'> = {
  id: 'identity',
  isAsked: () => true,
  read: (form) => ({ mode: textOf(form, 'mode') }),
  errors: ({ mode }) => (identityMode.safeParse(mode).success ? [] : [{ field: 'mode', code: 'required' }]),
  complaint: ({ mode }) => ({ identity: { mode: identityMode.parse(mode) } }),
};
