import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import type { Instant } from '#domain/time/instant.js';
import type { Role } from '#domain/policy/role.js';
import { noteInSession } from '#persistence/access-sessions.js';
import { sessionSeal } from '#vault/session-seal.js';
import { Problem } from '#web/errors/problem.js';
import { ValidatedBody } from '#web/input/validated.js';
import { Casework } from '../casework.js';
import { issueToken } from '../staff-access/bearer-tokens.js';
import { ALL_ROLES, OpenTo, OpenToAnybody } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { sessionOf } from '../staff-access/staff-session.js';
import { SignInService } from './sign-in.service.js';

export const newSessionSchema = z.strictObject({
  username: z.string().min(1).max(120),
  password: z.string().min(1).max(1_000),
  /** Where the account has a second factor: a code of the app, or a recovery code. */
  totp: z.string().max(40).optional(),
});

export const confirmationSchema = newSessionSchema.omit({ username: true });

export interface NewSession {
  token: string;
  expiresAt: Instant;
  staff: { id: string; name: string; unit: string; roles: Role[] };
}

@Controller('api/v1/sessions')
export class SessionsApiController {
  constructor(
    private readonly casework: Casework,
    private readonly signIns: SignInService,
  ) {}

  @Post()
  @OpenToAnybody()
  async open(
    @Body(new ValidatedBody(newSessionSchema)) body: z.infer<typeof newSessionSchema>,
    @Req() request: Request,
  ): Promise<NewSession> {
    const outcome = await this.signIns.signIn(body.username, body.password, request.ip ?? '');
    if (outcome.kind === 'wrong') throw new Problem('unauthorized');
    if (outcome.kind === 'wait') throw new Problem('too-many-requests', [], outcome.seconds);
    if (outcome.kind === 'code-needed') {
      if (body.totp === undefined) throw new Problem('code-needed');
      const code = await this.signIns.code(outcome.staff, body.totp, request.ip ?? '');
      if (code.kind === 'wrong') throw new Problem('unauthorized');
      if (code.kind === 'wait') throw new Problem('too-many-requests', [], code.seconds);
    }
    await this.signIns.record('SignedIn', outcome.staff.id);
    const { id, name, unit, roles } = outcome.staff;
    return { ...(await issueToken(this.casework, id)), staff: { id, name, unit, roles } };
  }

  /** The bearer gives the password once more, and may do what is sensitive for five minutes. */
  @Post('confirmation')
  @OpenTo(...ALL_ROLES)
  @HttpCode(204)
  async confirm(
    @By() { staff }: SignedIn,
    @Body(new ValidatedBody(confirmationSchema)) body: z.infer<typeof confirmationSchema>,
    @Req() request: Request,
  ): Promise<void> {
    const given = { password: body.password, code: body.totp ?? '' };
    const outcome = await this.signIns.confirm(staff, given, request.ip ?? '');
    if (outcome.kind === 'wrong') throw new Problem('not-confirmed');
    if (outcome.kind === 'wait') throw new Problem('too-many-requests', [], outcome.seconds);
    if (outcome.kind === 'code-needed') throw new Problem('code-needed');
    const { sid, isOfApi } = sessionOf(request);
    const { databases, keyring, time } = this.casework;
    const now = time.now();
    if (isOfApi) await noteInSession(databases.main.manager, sid, { confirmedAt: now }, sessionSeal(keyring));
    else request.session.confirmedAt = now;
  }
}
