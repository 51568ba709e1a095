import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PageLocals } from '#web/page-locals.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { listUnits } from '#persistence/unit-store.js';
import { Casework } from '../casework.js';
import { By, rolesOf, type SignedIn } from '../staff-access/signed-in.js';
import { ALL_ROLES, OpenTo, OpenToAnybody } from '../staff-access/open-to.js';
import { sectionsFor } from '../staff-access/sections.js';
import { demonstrationAccounts } from './demonstration-accounts.js';
import { ownPath, typed } from './own-path.js';
import { SignInService } from './sign-in.service.js';

@Controller()
export class SignInController {
  constructor(
    private readonly casework: Casework,
    private readonly signIns: SignInService,
  ) {}

  @Get()
  @OpenTo(...ALL_ROLES)
  home(@By() signedIn: SignedIn, @Res() response: Response): void {
    response.redirect(303, sectionsFor(rolesOf(signedIn), '/')[0]?.href ?? '/sign-in');
  }

  @Get('sign-in')
  @OpenToAnybody()
  async page(@Query('to') to: string, @Res() response: Response): Promise<void> {
    response.render('sign-in/sign-in', await this.model(response, { to: ownPath(to), username: '' }));
  }

  @Post('sign-in')
  @OpenToAnybody()
  async signIn(
    @Body() body: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const [username, password] = [typed(body['username']).trim(), typed(body['password'])];
    const to = ownPath(body['to']);
    const outcome = await this.signIns.signIn(username, password, request.ip ?? '');
    if (outcome.kind !== 'signed-in') {
      const text =
        outcome.kind === 'wait' ? t('signIn.wait', { seconds: outcome.seconds }) : t('signIn.wrong');
      const errors = [{ field: 'username', text }];
      const model = await this.model(response, { to, username, errors });
      response.status(outcome.kind === 'wait' ? 429 : 401).render('sign-in/sign-in', model);
      return;
    }
    // A new session id: one that somebody planted before the sign-in is worth nothing after it.
    await new Promise<void>((resolve, reject) =>
      request.session.regenerate((error?: Error) => (error ? reject(error) : resolve())),
    );
    request.session.staff = outcome.staff.id;
    request.session.confirmedAt = this.casework.time.now();
    response.redirect(303, to);
  }

  @Post('sign-out')
  @OpenTo(...ALL_ROLES)
  async signOut(
    @By() { staff }: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await new Promise<void>((resolve, reject) =>
      request.session.destroy((error?: Error) => (error ? reject(error) : resolve())),
    );
    await this.signIns.record('SignedOut', staff.id);
    response.redirect(303, '/sign-in');
  }

  private async model(response: Response, form: Record<string, unknown>): Promise<object> {
    const { language } = response.locals as PageLocals;
    const { settings, databases } = this.casework;
    if (!settings.isDemonstration) return form;
    const units = await listUnits(databases.main.manager);
    const roles: Record<string, { th: string; en: string }> = ROLE_WORDING;
    const accounts = demonstrationAccounts(settings.dataDir).map(({ username, password, role, unit }) => ({
      username,
      password,
      role: roles[role]?.[language] ?? role,
      unit: units.find(({ id }) => id === unit)?.name[language] ?? unit,
    }));
    return { ...form, accounts };
  }
}
