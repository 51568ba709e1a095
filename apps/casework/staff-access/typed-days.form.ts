import { dateTyped, readDate, type TypedDate } from '#web/complaint/typed-date.form.js';
import type { PostedForm } from '#web/complaint/posted-form.js';
import { buddhistYear } from '#domain/time/fiscal-year.js';
import { day } from '#web/input/day.schema.js';

/**
 * A form or a query whose days `names` are each one `YYYY-MM-DD`: as typed into the fields `<name>-day`, `-month` and
 * `-year`, or else as sent whole. What was typed and is no day stays as a text that is none.
 */
export function withDays<T extends Record<string, unknown>>(form: T, names: readonly string[]): T {
  const parts = names.flatMap((name) => ['day', 'month', 'year'].map((part) => `${name}-${part}`));
  const whole = Object.fromEntries(Object.entries(form).filter(([field]) => !parts.includes(field)));
  for (const name of names) {
    const typed = dateTyped(readDate(form as PostedForm, `${name}-`));
    if (typed !== undefined) whole[name] = typed;
  }
  return whole as T;
}

/** What the three fields of each day show: what was typed, or a day sent whole in its Buddhist year. */
export function daysShown(
  form: Record<string, unknown>,
  names: readonly string[],
): Record<string, TypedDate> {
  return Object.fromEntries(
    names.map((name) => {
      const typed = readDate(form as PostedForm, `${name}-`);
      const sent = day.safeParse(form[name]);
      if (dateTyped(typed) !== undefined || !sent.success) return [name, typed];
      const [, month = '', date = ''] = sent.data.split('-').map((part) => String(Number(part)));
      return [name, { day: date, month, year: String(buddhistYear(sent.data)) }];
    }),
  );
}
