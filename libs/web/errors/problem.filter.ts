import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { isRefusal } from '#domain/complaint/refusal.js';
import { isApiRequest, type Language } from '../language/language.js';
import { phraseRefusal } from '../wording/refusal.wording.js';
import type { PageLocals } from '../page-locals.js';
import { fieldErrorText } from './field-error.js';
import { problemOf } from './problem-of.js';
import { Problem, STATUS_OF } from './problem.js';

const REFUSED_STATUS: Partial<Record<string, number>> = {
  CaseUnknown: 404,
  NotForThisPerson: 403,
  SignatureInvalid: 403,
};

/** A stack without its message, which may quote what somebody typed. */
const framesOf = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.startsWith('    at '))
        .slice(0, 8)
    : [];

/** Maps every error once: to a problem document (RFC 9457) under `/api/`, else to a page. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const { t, language } = response.locals as PageLocals;
    if (response.headersSent) {
      this.log(error);
      response.end();
      return;
    }

    if (isRefusal(error)) {
      const status = REFUSED_STATUS[error.code] ?? STATUS_OF.refused;
      const detail = phraseRefusal(error, language);
      if (isApiRequest(request))
        sendDocument(response, { code: error.code, status, title: t('problem.refused.title'), detail });
      else response.status(status).render('layout/error', { code: 'refused', detail });
      return;
    }

    const problem = problemOf(error);
    if (problem.status === STATUS_OF.internal) this.log(error);
    if (problem.retryAfter !== undefined) response.setHeader('Retry-After', problem.retryAfter);
    if (isApiRequest(request)) sendDocument(response, documentOf(problem, language, t));
    else
      response.status(problem.status).render('layout/error', {
        code: problem.code,
        detail: t(`problem.${problem.code}.detail`),
      });
  }

  private log(error: unknown): void {
    this.logger.error(
      { error: error instanceof Error ? error.name : typeof error, at: framesOf(error) },
      'failed',
    );
  }
}

/** RFC 9457, with the code and, for a body that does not fit, each field by name. */
interface ProblemDocument {
  code: string;
  status: number;
  title: string;
  detail: string;
  errors?: { field: string; code: string; detail: string }[];
}

function documentOf(problem: Problem, language: Language, t: PageLocals['t']): ProblemDocument {
  const errors = problem.errors.map((error) => ({
    field: error.field,
    code: error.code,
    detail: fieldErrorText(error, language),
  }));
  const named = errors.map(({ field, detail }) => (field === '' ? detail : `${field}: ${detail}`)).join('; ');
  return {
    code: problem.code,
    status: problem.status,
    title: t(`problem.${problem.code}.title`),
    detail: named || t(`problem.${problem.code}.detail`),
    ...(errors.length > 0 && { errors }),
  };
}

function sendDocument(response: Response, document: ProblemDocument): void {
  response
    .status(document.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:prongsai:problem:${document.code}`, ...document }));
}
