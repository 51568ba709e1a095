import { whatHappened } from '#web/complaint/complaint.schema.js';
import { textOf } from '#web/complaint/posted-form.js';
import { fieldErrors } from '#web/input/validated.js';
import type { FormStep } from '../form-step.js';

export const whatStep: FormStep<'what'> = {
  id: 'what',
  isAsked: () => true,
  read: (form) => ({ subject: textOf(form, 'subject'), details: textOf(form, 'details') }),
  errors(answers) {
    const parsed = whatHappened.safeParse(answers);
    return parsed.success ? [] : fieldErrors(parsed.error);
  },
  complaint: (answers) => whatHappened.parse(answers),
};
