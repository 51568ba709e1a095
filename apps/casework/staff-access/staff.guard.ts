import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { Problem } from '#web/errors/problem.js';
import { isApiRequest } from '#web/language/language.js';
import { Casework } from '../casework.js';
import { ConfirmationNeeded, dropOwnFields, isConfirmed } from './confirmation.js';
import { OPEN_TO, type Opening } from './open-to.js';
import { BEFORE_SECOND_FACTOR } from './before-second-factor.decorator.js';
import { sectionsFor } from './sections.js';
import { type IsSensitive, SENSITIVE } from './sensitive.decorator.js';
import { needsSecondFactor, rolesOf, signedInAs, type SignedIn } from './signed-in.js';
import { staffSession, type StaffSession } from './staff-session.js';

/** Lets a request through to the routes that its person's roles open, and puts the person on it. */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly casework: Casework,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const opening = this.saidOf(context, OPEN_TO) as Opening | undefined;
    if (opening === 'anybody') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const session = await staffSession(this.casework, request);
    const signedIn = session && (await signedInAs(this.casework, session.staff, request));
    if (session === null || signedIn === null) {
      if (isApiRequest(request)) throw new Problem('unauthorized');
      throw new Elsewhere(`/sign-in?to=${encodeURIComponent(request.originalUrl)}`);
    }
    if (!opening?.some((role) => rolesOf(signedIn).includes(role))) throw new Problem('forbidden');
    const isBound = this.isBoundToEnrol(session, signedIn);
    if (isBound) this.leadToEnrol(context, request, session);
    request.signedIn = signedIn;
    request.staffSession = session;
    const { locals } = context.switchToHttp().getResponse<Response>();
    const { hasSecondFactor } = session;
    const sections = isBound ? [] : sectionsFor(rolesOf(signedIn), request.path);
    const provider = this.casework.settings.identityProvider?.name;
    Object.assign(locals, { person: signedIn.staff, sections, hasSecondFactor, provider });
    this.demandConfirmation(context, request, session);
    return true;
  }

  /** What the route's decorator of that key says, or its controller's. */
  private saidOf(context: ExecutionContext, key: string): unknown {
    return this.reflector.getAllAndOverride<unknown>(key, [context.getHandler(), context.getClass()]);
  }

  private isBoundToEnrol({ hasSecondFactor, isProvedByProvider }: StaffSession, signedIn: SignedIn): boolean {
    return !hasSecondFactor && !isProvedByProvider && needsSecondFactor(this.casework, signedIn);
  }

  /** Whoever needs a second factor and has none does nothing before it is enrolled. */
  private leadToEnrol(context: ExecutionContext, request: Request, { isOfApi }: StaffSession): void {
    if (isOfApi || isApiRequest(request)) throw new Problem('second-factor-needed');
    if (this.saidOf(context, BEFORE_SECOND_FACTOR) !== true) throw new Elsewhere('/account/second-factor');
  }

  /** A sensitive route is reached only by who has lately shown to be there. */
  private demandConfirmation(
    context: ExecutionContext,
    request: Request,
    { confirmedAt, isOfApi }: StaffSession,
  ): void {
    const isSensitive = this.saidOf(context, SENSITIVE) as IsSensitive | undefined;
    if (isSensitive?.(request) !== true) return;
    if (!isConfirmed(confirmedAt, this.casework.time.now())) {
      if (isOfApi || isApiRequest(request)) throw new Problem('confirmation-needed');
      throw new ConfirmationNeeded();
    }
    dropOwnFields(request);
  }
}
