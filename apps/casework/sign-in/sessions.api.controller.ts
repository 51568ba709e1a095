import { Body, Controller, Post, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import type { Instant } from '#domain/time/instant.js';
import type { Role } from '#domain/policy/role.js';
import { Problem } from '#web/errors/problem.js';
import { ValidatedBody } from '#web/input/validated.js';
import { Casework } from '../casework.js';
import { issueToken } from '../staff-access/bearer-tokens.js';
import { OpenToAnybody } from '../staff-access/open-to.js';
import { SignInService } from './sign-in.service.js';

export const newSessionSchema = z.strictObject({
  username: z.string().min(1).max(120),
  password: z.string().min(1).max(1_000),
  totp: z.string().max(10).optional(),
});

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
    if (outcome.kind === 'wait') throw new Problem('too-many-requests');
    const { id, name, unit, roles } = outcome.staff;
    return { ...(await issueToken(this.casework, id)), staff: { id, name, unit, roles } };
  }
}
