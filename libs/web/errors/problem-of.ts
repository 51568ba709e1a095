import { HttpException } from '@nestjs/common';
import { Problem, PROBLEM_CODES, STATUS_OF, type ProblemCode } from './problem.js';

/** Body-parser, CSRF and router errors carry a status, and some a type or code. */
interface HttpError {
  status?: number;
  type?: string;
  code?: string;
}

function codeOf({ status = 500, type, code }: HttpError): ProblemCode {
  if (code === 'EBADCSRFTOKEN') return 'form-expired';
  if (type?.startsWith('encoding') || type?.startsWith('charset')) return 'unsupported-media-type';
  if (status === 400) return 'broken-body';
  return PROBLEM_CODES.find((one) => one !== 'validation' && STATUS_OF[one] === status) ?? 'internal';
}

/** Any error as a problem; what nobody foresaw is `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // Nest wraps what a middleware threw; its code and type are the cause's.
  if (error instanceof HttpException)
    return new Problem(codeOf({ ...(error.cause as HttpError | undefined), status: error.getStatus() }));
  return new Problem(codeOf(error ?? {}));
}
