import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ConfirmationNeeded, fieldsToKeep } from '../staff-access/confirmation.js';

/** Leads to the page that asks who is there; a form that was sent is answered with that page and keeps its fields. */
@Catch(ConfirmationNeeded)
export class ConfirmationFilter implements ExceptionFilter<ConfirmationNeeded> {
  catch(_: ConfirmationNeeded, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const to = request.originalUrl;
    if (request.method === 'GET') response.redirect(303, `/confirm-it-is-you?to=${encodeURIComponent(to)}`);
    else {
      const kept = fieldsToKeep(request.body);
      response.status(403).render('confirm-it-is-you/confirm', { to, isForm: true, kept });
    }
  }
}
