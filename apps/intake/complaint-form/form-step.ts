import type { LocalDate } from '#domain/time/instant.js';
import type { ComplaintInput } from '#filing/complaint-input.js';
import type { PostedForm } from '#web/complaint/posted-form.js';
import type { FieldError } from '#web/errors/problem.js';
import type { Draft, StepId, Answers } from './draft.js';

export interface StepContext {
  categories: readonly { id: string; isIntegrity: boolean }[];
  today: LocalDate;
  isAgencyMailbox: (address: string) => boolean;
}

/** One question, on a page of its own. Knows nothing of HTTP. */
export interface FormStep<K extends StepId = StepId> {
  readonly id: K;
  /** Whether this question is put to this person. */
  isAsked(draft: Draft): boolean;
  /** What stands there before anything was answered; nothing where a step has none of it. */
  suggest?(draft: Draft): Answers[K];
  /** What was typed, as typed. */
  read(form: PostedForm): Answers[K];
  errors(answers: Answers[K], draft: Draft, context: StepContext): FieldError[];
  /** The part of the complaint that these answers, being without error, make. */
  complaint(answers: Answers[K], draft: Draft): Partial<ComplaintInput>;
}
