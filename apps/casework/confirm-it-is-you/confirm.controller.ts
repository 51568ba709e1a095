import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../casework.js';
import { ownPath, typed } from '../sign-in/own-path.js';
import { savePageSession } from '../sign-in/page-session.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { BeforeSecondFactor } from '../staff-access/before-second-factor.decorator.js';
import { fieldsToKeep } from '../staff-access/confirmation.js';
import { ALL_ROLES, OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';

@Controller('confirm-it-is-you')
@OpenTo(...ALL_ROLES)
@BeforeSecondFactor()
export class ConfirmController {
  constructor(
    private readonly casework: Casework,
    private readonly signIns: SignInService,
  ) {}

  @Get()
  page(@Query('to') to: unknown, @Res() response: Response): void {
    response.render('confirm-it-is-you/confirm', { to: ownPath(to), isForm: false, kept: [] });
  }

  @Post()
  async confirm(
    @By() { staff }: SignedIn,
    @Body() body: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const to = ownPath(body['confirm-to']);
    const isForm = body['confirm-form'] === 'yes';
    const given = { password: typed(body['confirm-password']), code: typed(body['confirm-code']) };
    const outcome = await this.signIns.confirm(staff, given, request.ip ?? '');
    if (outcome.kind === 'right') {
      request.session.confirmedAt = this.casework.time.now();
      await savePageSession(request);
      // 307: the browser sends the form again, as it was, to the page that waits for it.
      response.redirect(isForm ? 307 : 303, to);
      return;
    }
    const { hasSecondFactor } = response.locals as { hasSecondFactor: boolean };
    const isToWait = outcome.kind === 'wait';
    if (isToWait) response.setHeader('Retry-After', outcome.seconds);
    const text = isToWait
      ? t('signIn.wait', { seconds: outcome.seconds })
      : t(hasSecondFactor ? 'confirm.wrongOfTwo' : 'confirm.wrong');
    response.status(isToWait ? 429 : 401).render('confirm-it-is-you/confirm', {
      to,
      isForm,
      kept: fieldsToKeep(body),
      errors: [{ field: 'confirm-password', text }],
    });
  }
}
