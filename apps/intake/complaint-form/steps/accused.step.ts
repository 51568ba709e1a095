import { fieldErrors } from '#web/input/validated.js';
import { accusedOfficial, MOST_ACCUSED } from '../../submit-complaint/complaint.schema.js';
import type { Answers } from '../draft.js';
import { filled, textOf, type FormStep } from '../form-step.js';

type Official = Answers['accused']['accused'][number];

const NOBODY: Official = { name: '', position: '', unit: '' };
const isSaid = (official: Official): boolean => Object.keys(filled({ ...official })).length > 0;
const fieldOf = (index: number, field: string): string => `accused-${index}-${field}`;

export const accusedStep: FormStep<'accused'> = {
  id: 'accused',
  isAsked: () => true,
  read(form) {
    const accused: Official[] = [];
    for (let index = 0; index < MOST_ACCUSED && form[fieldOf(index, 'name')] !== undefined; index++)
      accused.push({
        name: textOf(form, fieldOf(index, 'name')),
        position: textOf(form, fieldOf(index, 'position')),
        unit: textOf(form, fieldOf(index, 'unit')),
      });
    return { accused };
  },
  errors: ({ accused }) =>
    accused.flatMap((official, index) => {
      const parsed = accusedOfficial.safeParse(filled({ ...official }));
      return parsed.success
        ? []
        : fieldErrors(parsed.error).map((error) => ({ ...error, field: fieldOf(index, error.field) }));
    }),
  complaint({ accused }) {
    const named = accused.filter(isSaid).map((official) => accusedOfficial.parse(filled({ ...official })));
    return named.length > 0 ? { accused: named } : {};
  },
};

/** The officials with room for one more, as long as there may be one more. */
export const withOneMore = ({ accused }: Answers['accused']): Answers['accused'] => ({
  accused: accused.length < MOST_ACCUSED ? [...accused, NOBODY] : accused,
});

/** Without the official at `index`; without the empty ones where `index` is left out. */
export const withoutOne = ({ accused }: Answers['accused'], index?: number): Answers['accused'] => ({
  accused: accused.filter((official, at) => (index === undefined ? isSaid(official) : at !== index)),
});
