import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { Problem } from '#web/errors/problem.js';
import { isApiRequest } from '#web/language/language.js';
import { Casework } from '../casework.js';
import { staffOfToken } from './bearer-tokens.js';
import { OPEN_TO, type Opening } from './open-to.js';
import { sectionsFor } from './sections.js';
import { rolesOf, signedInAs } from './signed-in.js';

declare module 'express-session' {
  interface SessionData {
    staff?: string;
  }
}

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
    const id = await this.staffId(request);
    const signedIn = id === null ? null : await signedInAs(this.casework, id, request);
    if (signedIn === null) {
      if (isApiRequest(request)) throw new Problem('unauthorized');
      throw new Elsewhere(`/sign-in?to=${encodeURIComponent(request.originalUrl)}`);
    }
    if (!opening?.some((role) => rolesOf(signedIn).includes(role))) throw new Problem('forbidden');
    request.signedIn = signedIn;
    const { locals } = context.switchToHttp().getResponse<Response>();
    Object.assign(locals, { person: signedIn.staff, sections: sectionsFor(rolesOf(signedIn), request.path) });
    return true;
  }

  private async staffId(request: Request): Promise<string | null> {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() === 'bearer' && token !== undefined) return staffOfToken(this.casework, token);
    return request.session.staff ?? null;
  }
}
