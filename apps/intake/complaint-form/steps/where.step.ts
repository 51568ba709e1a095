import { whenAndWhere } from '#web/complaint/complaint.schema.js';
import { filled, textOf } from '#web/complaint/posted-form.js';
import { dateTyped, isInNumbers, readDate } from '#web/complaint/typed-date.form.js';
import { fieldErrors } from '#web/input/validated.js';
import type { Answers } from '../draft.js';
import type { FormStep } from '../form-step.js';

const partOf = (answers: Answers['where']): Record<string, string | undefined> => {
  const { place, unit } = answers;
  return { occurredOn: dateTyped(answers), ...filled({ place, unit }) };
};

export const whereStep: FormStep<'where'> = {
  id: 'where',
  isAsked: () => true,
  read: (form) => ({
    ...readDate(form),
    place: textOf(form, 'place'),
    unit: textOf(form, 'unit'),
  }),
  errors(answers, _, { today }) {
    const parsed = whenAndWhere.safeParse(partOf(answers));
    if (!parsed.success)
      return fieldErrors(parsed.error).map((error) =>
        error.field === 'occurredOn'
          ? { field: 'occurredOn', code: isInNumbers(answers) ? 'not-a-date' : 'not-in-numbers' }
          : error,
      );
    const day = parsed.data.occurredOn;
    return day !== undefined && day > today ? [{ field: 'occurredOn', code: 'in-the-future' }] : [];
  },
  complaint: (answers) => whenAndWhere.parse(partOf(answers)),
};
