import type { ComplaintInput } from '#filing/complaint-input.js';
import type { Answers, Draft, StepId } from './draft.js';
import type { FormStep, StepContext } from './form-step.js';
import { accusedStep } from './steps/accused.step.js';
import { basisStep } from './steps/basis.step.js';
import { categoryStep } from './steps/category.step.js';
import { detailsStep } from './steps/details.step.js';
import { evidenceStep } from './steps/evidence.step.js';
import { identityStep } from './steps/identity.step.js';
import { whatStep } from './steps/what.step.js';
import { whereStep } from './steps/where.step.js';

/** The questions in the order in which they are asked. */
const STEPS: readonly FormStep[] = [
  categoryStep,
  whatStep,
  whereStep,
  accusedStep,
  evidenceStep,
  identityStep,
  detailsStep,
  basisStep,
] as FormStep[];

export const stepOf = (id: string): FormStep | null => STEPS.find((step) => step.id === id) ?? null;

const answersTo = <K extends StepId>({ answers }: Draft, { id }: FormStep<K>): Answers[K] | undefined =>
  answers[id];

const asked = (draft: Draft): FormStep[] => STEPS.filter((step) => step.isAsked(draft));

/** The first question that has no answer, or one that is no longer right; null when the complaint is whole. */
export const firstOpenStep = (draft: Draft, context: StepContext): FormStep | null =>
  asked(draft).find((step) => {
    const answers = answersTo(draft, step);
    return answers === undefined || step.errors(answers, draft, context).length > 0;
  }) ?? null;

/** The question before this one, or the last one of all for null; null before the first. */
export function previousStep(draft: Draft, step: FormStep | null): FormStep | null {
  const steps = asked(draft);
  return steps[(step === null ? steps.length : steps.indexOf(step)) - 1] ?? null;
}

/** The complaint that a draft without open questions makes. */
export function complaintOf(draft: Draft, language: 'th' | 'en'): ComplaintInput {
  const parts = asked(draft).map((step) => {
    const answers = answersTo(draft, step);
    return answers === undefined ? {} : step.complaint(answers, draft);
  });
  const whole = Object.assign({}, ...parts) as ComplaintInput;
  const { mode } =
    identityStep.complaint(answersTo(draft, identityStep) ?? { mode: '' }, draft).identity ?? {};
  return { ...whole, identity: { ...whole.identity, ...(mode && { mode }) }, language };
}
