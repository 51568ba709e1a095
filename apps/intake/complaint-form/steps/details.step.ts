import { mailboxErrors, personalDetails } from '#web/complaint/complaint.schema.js';
import { filled, textOf } from '#web/complaint/posted-form.js';
import { fieldErrors } from '#web/input/validated.js';
import type { FormStep } from '../form-step.js';

const OF_ALL = ['name', 'nationalId', 'email'] as const;
const OF_NAMED = [...OF_ALL, 'phone', 'address'] as const;

/** The questions put to the person: no officer can open a confidential person's telephone or address. */
export const detailsOf = (mode: string | undefined): readonly (typeof OF_NAMED)[number][] =>
  mode === 'named' ? OF_NAMED : OF_ALL;

/** Who one is and how one can be reached: not asked of whoever is anonymous. */
export const detailsStep: FormStep<'details'> = {
  id: 'details',
  isAsked: ({ answers }) => answers.identity !== undefined && answers.identity.mode !== 'anonymous',
  read: (form) => ({
    name: textOf(form, 'name'),
    nationalId: textOf(form, 'nationalId'),
    email: textOf(form, 'email'),
    phone: textOf(form, 'phone'),
    address: textOf(form, 'address'),
  }),
  errors(answers, draft, { isAgencyMailbox }) {
    const { mode = '' } = draft.answers.identity ?? {};
    const isNameMissing = mode === 'named' && answers.name.trim() === '';
    const parsed = personalDetails.safeParse(filled(answers));
    return [
      ...(isNameMissing ? [{ field: 'name', code: 'required' } as const] : []),
      ...(parsed.success
        ? mailboxErrors({ mode, ...parsed.data }, isAgencyMailbox)
        : fieldErrors(parsed.error)),
    ];
  },
  complaint(answers, draft) {
    const { mode } = draft.answers.identity ?? {};
    const given = Object.fromEntries(detailsOf(mode).map((field) => [field, answers[field]]));
    return { identity: { mode: 'confidential', ...personalDetails.parse(filled(given)) } };
  },
};
