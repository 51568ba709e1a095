import type { LocalDate } from '#domain/time/instant.js';
import type { ComplaintInput } from '#filing/complaint-input.js';
import type { FieldError } from '#web/errors/problem.js';
import type { Draft, StepId, Answers } from './draft.js';

/** A posted form: one text a field, several where a field was ticked more than once. */
export type PostedForm = Record<string, string | string[] | undefined>;

export interface StepContext {
  categories: readonly { id: string; isIntegrity: boolean }[];
  today: LocalDate;
}

/** One question, on a page of its own. Knows nothing of HTTP. */
export interface FormStep<K extends StepId = StepId> {
  readonly id: K;
  /** Whether this question is put to this person. */
  isAsked(draft: Draft): boolean;
  /** What was typed, as typed. */
  read(form: PostedForm): Answers[K];
  errors(answers: Answers[K], draft: Draft, context: StepContext): FieldError[];
  /** The part of the complaint that these answers, being without error, make. */
  complaint(answers: Answers[K], draft: Draft): Partial<ComplaintInput>;
}

/** The text of a field; the first one where there are several. */
export function textOf(form: PostedForm, field: string): string {
  const value = form[field];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

/** The fields in which something was typed. */
export const filled = <T extends Record<string, string>>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== '')) as Partial<T>;
