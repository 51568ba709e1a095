import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Elsewhere } from './elsewhere.js';

/** Sends the visitor there. */
@Catch(Elsewhere)
export class ElsewhereFilter implements ExceptionFilter<Elsewhere> {
  catch({ path }: Elsewhere, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().redirect(303, path);
  }
}
