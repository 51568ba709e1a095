import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { Problem } from '#web/errors/problem.js';
import { isApiRequest } from '#web/language/language.js';
import { Casework } from '../casework.js';
import { ConfirmationNeeded, dropOwnFields, isConfirmed } from './confirmation.js';
import { OPEN_TO, type Opening } from './open-to.js';
import { sectionsFor } from './sections.js';
import { SENSITIVE } from './sensitive.decorator.js';
import { rolesOf, signedInAs } from './signed-in.js';
import { bearerOf, staffSession, type StaffSession } from './staff-session.js';

/** Lets a request through to the routes that its person's roles open, and puts the person on it. */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly casework: Casework,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const opening = this.reflector.getAllAndOverride<Opening | undefined>(OPEN_TO, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (opening === 'anybody') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const session = await staffSession(this.casework, request);
    const signedIn = session && (await signedInAs(this.casework, session.staff, request));
    if (session === null || signedIn === null) {
      if (isApiRequest(request)) throw new Problem('unauthorized');
      throw new Elsewhere(`/sign-in?to=${encodeURIComponent(request.originalUrl)}`);
    }
    if (!opening?.some((role) => rolesOf(signedIn).includes(role))) throw new Problem('forbidden');
    request.signedIn = signedIn;
    const { locals } = context.switchToHttp().getResponse<Response>();
    Object.assign(locals, { person: signedIn.staff, sections: sectionsFor(rolesOf(signedIn), request.path) });
    this.demandConfirmation(context, request, session);
    return true;
  }

  /** A sensitive route is reached only by who has lately shown to be there. */
  private demandConfirmation(
    context: ExecutionContext,
    request: Request,
    { confirmedAt }: StaffSession,
  ): void {
    const isSensitive = this.reflector.getAllAndOverride<boolean | undefined>(SENSITIVE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (isSensitive !== true) return;
    if (isConfirmed(confirmedAt, this.casework.time.now())) {
      dropOwnFields(request);
      return;
    }
    if (isApiRequest(request) || bearerOf(request) !== null) throw new Problem('confirmation-needed');
    throw new ConfirmationNeeded();
  }
}
