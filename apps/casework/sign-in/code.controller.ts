import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { findStaff } from '#persistence/staff-store.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../casework.js';
import { OpenToAnybody } from '../staff-access/open-to.js';
import { codeAskedOf } from './code-asked.js';
import { typed } from './own-path.js';
import { SignInService } from './sign-in.service.js';

/** The second step of signing in, for who has a second factor. */
@Controller('sign-in/code')
@OpenToAnybody()
export class CodeController {
  constructor(
    private readonly casework: Casework,
    private readonly signIns: SignInService,
  ) {}

  @Get()
  page(@Req() request: Request, @Res() response: Response): void {
    if (codeAskedOf(request, this.casework.time.now()) === null) throw new Elsewhere('/sign-in');
    response.render('sign-in/code');
  }

  @Post()
  async signIn(
    @Body() body: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const now = this.casework.time.now();
    const asked = codeAskedOf(request, now);
    const staff = asked && (await findStaff(this.casework.databases.main.manager, asked.staff));
    if (asked === null || staff === null || !this.signIns.mayBeUsed(staff)) throw new Elsewhere('/sign-in');
    const outcome = await this.signIns.code(staff, typed(body['code']), request.ip ?? '');
    if (outcome.kind !== 'right') {
      const isToWait = outcome.kind === 'wait';
      if (isToWait) response.setHeader('Retry-After', outcome.seconds);
      const text = isToWait ? t('signIn.wait', { seconds: outcome.seconds }) : t('signIn.wrongCode');
      response.status(isToWait ? 429 : 401).render('sign-in/code', { errors: [{ field: 'code', text }] });
      return;
    }
    response.redirect(303, await this.signIns.arrive(request, asked, false));
  }
}
