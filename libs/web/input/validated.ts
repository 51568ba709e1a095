import { Injectable, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { FIELD_ERROR_CODES, Problem, type FieldError, type FieldErrorCode } from '../errors/problem.js';

type Issue = z.core.$ZodIssue;

const fieldOf = (path: readonly PropertyKey[]): string => path.map(String).join('.');

function errorsOf(issue: Issue): FieldError[] {
  const field = fieldOf(issue.path);
  switch (issue.code) {
    case 'invalid_type':
      return [{ field, code: issue.message.endsWith('received undefined') ? 'required' : 'wrong-type' }];
    case 'too_big':
      return [
        issue.origin === 'array'
          ? { field, code: 'too-many', params: { maximum: Number(issue.maximum) } }
          : issue.origin === 'string'
            ? { field, code: 'too-long', params: { maximum: Number(issue.maximum) } }
            : { field, code: 'out-of-range' },
      ];
    case 'too_small':
      if (issue.origin !== 'string') return [{ field, code: 'out-of-range' }];
      return issue.minimum === 1
        ? [{ field, code: 'required' }]
        : [{ field, code: 'too-short', params: { minimum: Number(issue.minimum) } }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ field: fieldOf([...issue.path, key]), code: 'unknown-field' }));
    case 'invalid_value':
      return [{ field, code: 'not-allowed' }];
    case 'invalid_union':
      return [{ field: fieldOf([...issue.path, issue.discriminator ?? []].flat()), code: 'not-allowed' }];
    case 'invalid_format':
      return [{ field, code: issue.format === 'email' ? 'email' : 'invalid' }];
    default: {
      const code: unknown = issue.code === 'custom' ? issue.params?.['code'] : undefined;
      const isKnown = FIELD_ERROR_CODES.includes(code as FieldErrorCode);
      return [{ field, code: isKnown ? (code as FieldErrorCode) : 'invalid' }];
    }
  }
}

/** The first error of each field of a value that does not fit the schema. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const all = error.issues.flatMap(errorsOf);
  return all.filter(({ field }, index) => all.findIndex((one) => one.field === field) === index);
}

/** The value as the schema makes it; throws a `validation` Problem that names every wrong field. */
export function validated<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem('validation', fieldErrors(parsed.error));
}

/** `@Body(new ValidatedBody(schema)) input: Input` — the request's body, or a problem that names the fields. */
@Injectable()
export class ValidatedBody<S extends z.ZodType> implements PipeTransform<unknown, z.output<S>> {
  constructor(private readonly schema: S) {}

  transform(value: unknown): z.output<S> {
    return validated(this.schema, value ?? {});
  }
}
