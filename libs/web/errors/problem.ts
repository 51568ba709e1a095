/** What is wrong with one field: its path (`accused.0.name`), a code and what its wording needs. */
export interface FieldError {
  field: string;
  code: FieldErrorCode;
  params?: Record<string, string | number>;
}

export const FIELD_ERROR_CODES = [
  'required',
  'wrong-type',
  'too-long',
  'too-short',
  'too-many',
  'not-allowed',
  'unknown-field',
  'control-characters',
  'not-a-date',
  'not-in-numbers',
  'in-the-future',
  'date-out-of-range',
  'not-a-number',
  'out-of-range',
  'national-id',
  'email',
  'agency-mailbox',
  'file-empty',
  'file-too-big',
  'file-case-full',
  'file-too-many-files',
  'file-wrong-type',
  'file-polyglot',
  'file-zip-bomb',
  'file-broken',
  'file-has-macros',
  'file-not-cleaned',
  'invalid',
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];

export const PROBLEM_CODES = [
  'validation',
  'broken-body',
  'unsupported-media-type',
  'too-large',
  'not-found',
  'method-not-allowed',
  'forbidden',
  'form-expired',
  'confirmation-needed',
  'not-confirmed',
  'second-factor-needed',
  'unauthorized',
  'code-needed',
  'idempotency-key-reused',
  'refused',
  'draft-other',
  'draft-deleted',
  'too-many-requests',
  'unavailable',
  'internal',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export const STATUS_OF: Record<ProblemCode, number> = {
  validation: 422,
  'broken-body': 400,
  'unsupported-media-type': 415,
  'too-large': 413,
  'not-found': 404,
  'method-not-allowed': 405,
  forbidden: 403,
  'form-expired': 403,
  'confirmation-needed': 403,
  'not-confirmed': 403,
  'second-factor-needed': 403,
  unauthorized: 401,
  'code-needed': 401,
  'idempotency-key-reused': 422,
  refused: 409,
  'draft-other': 409,
  'draft-deleted': 410,
  'too-many-requests': 429,
  unavailable: 503,
  internal: 500,
};

/** Thrown by a handler to answer with a problem document (API) or an error page (site), worded at the edge. */
export class Problem extends Error {
  readonly status: number;

  constructor(
    readonly code: ProblemCode,
    readonly errors: readonly FieldError[] = [],
    /** When trying again may help, in seconds. */
    readonly retryAfter?: number,
  ) {
    super(code);
    this.status = STATUS_OF[code];
  }
}
