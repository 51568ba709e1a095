import type { z } from 'zod';
import type { FieldError } from '../errors/problem.js';
import { fieldErrors } from '../input/validated.js';
import { accusedOfficial, MOST_ACCUSED } from './complaint.schema.js';
import { filled, textOf, type PostedForm } from './posted-form.js';

/** Somebody accused, as typed. */
export interface Official {
  name: string;
  position: string;
  unit: string;
}

const NOBODY: Official = { name: '', position: '', unit: '' };
const isSaid = (official: Official): boolean => Object.keys(filled({ ...official })).length > 0;
const fieldOf = (index: number, field: string): string => `accused-${index}-${field}`;

export function readOfficials(form: PostedForm): Official[] {
  const officials: Official[] = [];
  for (let index = 0; index < MOST_ACCUSED && form[fieldOf(index, 'name')] !== undefined; index++)
    officials.push({
      name: textOf(form, fieldOf(index, 'name')),
      position: textOf(form, fieldOf(index, 'position')),
      unit: textOf(form, fieldOf(index, 'unit')),
    });
  return officials;
}

/** What is wrong, by field as the page names it: `accused-0-name`. */
export const officialErrors = (officials: readonly Official[]): FieldError[] =>
  officials.flatMap((official, index) => {
    const parsed = accusedOfficial.safeParse(filled({ ...official }));
    return parsed.success
      ? []
      : fieldErrors(parsed.error).map((error) => ({ ...error, field: fieldOf(index, error.field) }));
  });

/** Those of whom something was said, being without error. */
export const officialsOf = (officials: readonly Official[]): z.output<typeof accusedOfficial>[] =>
  officials.filter(isSaid).map((official) => accusedOfficial.parse(filled({ ...official })));

/** With room for one more, as long as there may be one more. */
const withOneMore = (officials: readonly Official[]): Official[] =>
  officials.length < MOST_ACCUSED ? [...officials, NOBODY] : [...officials];

/** The list after "add another" or "remove"; null when the button was another one. */
export function resized(officials: readonly Official[], action: string): Official[] | null {
  if (action === 'add') return withOneMore(officials);
  const removed = /^remove-(\d+)$/.exec(action);
  return removed === null ? null : officials.filter((_, index) => index !== Number(removed[1]));
}
