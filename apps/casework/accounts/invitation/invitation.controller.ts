import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import { typed } from '../../sign-in/own-path.js';
import { openPageSession } from '../../sign-in/page-session.js';
import { OpenToAnybody } from '../../staff-access/open-to.js';
import { Invitations, type Invited } from './invitations.service.js';

/** Where a link of a mail, or of the first start, leads: to choosing a password, once. */
@Controller('invitation')
@OpenToAnybody()
export class InvitationController {
  constructor(
    private readonly casework: Casework,
    private readonly invitations: Invitations,
  ) {}

  @Get(':token')
  async page(@Param('token') token: string, @Res() response: Response): Promise<void> {
    const invited = await this.invitations.find(token);
    if (invited === null) {
      gone(response);
      return;
    }
    await this.show(response, invited, token, {}, []);
  }

  @Post()
  async accept(
    @Body() body: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const token = typed(body['token']);
    const invited = await this.invitations.find(token);
    if (invited === null) {
      gone(response);
      return;
    }
    const { t } = response.locals as PageLocals;
    const accepted =
      invited.staff === null
        ? await this.invitations.beginAgency(token, body, t)
        : await this.invitations.accept(invited.staff, token, body, t);
    if (accepted === null) {
      gone(response);
      return;
    }
    if (Array.isArray(accepted)) return this.show(response.status(400), invited, token, body, accepted);
    await openPageSession(request, accepted.staff, this.casework.time.now());
    response.redirect(303, '/');
  }

  private async show(
    response: Response,
    { staff, kind }: Invited,
    token: string,
    values: Record<string, unknown>,
    errors: { field: string; text: string }[],
  ): Promise<void> {
    const { language } = response.locals as PageLocals;
    const units = staff === null ? await this.invitations.units(language) : [];
    response.render('accounts/invitation/invitation', { kind, invited: staff, token, values, errors, units });
  }
}

function gone(response: Response): void {
  response.status(410).render('accounts/invitation/gone');
}
