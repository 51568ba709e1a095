import { z } from 'zod';

/** What the complainant says by the page and by the API. */
export const employmentSchema = z.strictObject({ worksHere: z.boolean() }).meta({
  id: 'Employment',
  description: 'Whether the complainant works for the agency, for the protection alone',
});
export type EmploymentBody = z.output<typeof employmentSchema>;

const ANSWERS = { yes: true, no: false } as const;
type Answer = keyof typeof ANSWERS;
export const EMPLOYMENT_ANSWERS = Object.keys(ANSWERS) as Answer[];

/** The choice on the page as the schema takes it; undefined where none of them was chosen. */
export const chosen = (answer: string): boolean | undefined =>
  EMPLOYMENT_ANSWERS.some((one) => one === answer) ? ANSWERS[answer as Answer] : undefined;

/** The choice that stands for what was said; empty where nothing was. */
export const choiceOf = (worksHere: boolean | null): Answer | '' =>
  worksHere === null ? '' : worksHere ? 'yes' : 'no';
