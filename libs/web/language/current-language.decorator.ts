import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import type { PageLocals } from '../page-locals.js';
import type { Language } from './language.js';

/** The language of the request, as a handler's parameter. */
export const CurrentLanguage = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language =>
    (context.switchToHttp().getResponse<Response>().locals as PageLocals).language,
);
