import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PageLocals } from '#web/page-locals.js';
import { ROLE_WORDING } from '#web/wording/role.wording.js';
import { listUnits } from '#persistence/unit-store.js';
import { Casework } from '../casework.js';
import { BeforeSecondFactor } from '../staff-access/before-second-factor.decorator.js';
import { By, rolesOf, type SignedIn } from '../staff-access/signed-in.js';
import { ALL_ROLES, OpenTo, OpenToAnybody } from '../staff-access/open-to.js';
import { sectionsFor } from '../staff-access/sections.js';
import { demonstrationAccounts } from './demonstration-accounts.js';
import { ownPath, typed } from './own-path.js';
import { closePageSession } from './page-session.js';
import { SignInService } from './sign-in.service.js';

/** What came of going to the identity provider, where nothing good did. */
const PROVIDER_FAULTS = ['failed', 'unknown'];

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
  async page(
    @Query('to') to: unknown,
    @Query('provider') provider: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { t } = response.locals as PageLocals;
    const fault = PROVIDER_FAULTS.find((one) => one === provider);
    const errors = fault && [{ field: 'provider', text: t(`signIn.provider.${fault}`) }];
    response.render('sign-in/sign-in', await this.model(response, { to: ownPath(to), username: '', errors }));
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
    if (outcome.kind === 'wrong' || outcome.kind === 'wait') {
      const isToWait = outcome.kind === 'wait';
      if (isToWait) response.setHeader('Retry-After', outcome.seconds);
      const text = isToWait ? t('signIn.wait', { seconds: outcome.seconds }) : t('signIn.wrong');
      const errors = [{ field: 'username', text }];
      const model = await this.model(response, { to, username, errors });
      response.status(isToWait ? 429 : 401).render('sign-in/sign-in', model);
      return;
    }
    const { staff, kind } = outcome;
    const arrival = { staff: staff.id, to, confirming: null, isProvedByProvider: false, isFresh: true };
    response.redirect(303, await this.signIns.arrive(request, arrival, kind === 'code-needed'));
  }

  @Post('sign-out')
  @OpenTo(...ALL_ROLES)
  @BeforeSecondFactor()
  async signOut(
    @By() { staff }: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await closePageSession(request);
    await this.signIns.record('SignedOut', staff.id);
    response.redirect(303, '/sign-in');
  }

  private async model(response: Response, form: Record<string, unknown>): Promise<object> {
    const { language } = response.locals as PageLocals;
    const { settings, databases } = this.casework;
    const provider = settings.identityProvider?.name;
    if (!settings.isDemonstration) return { ...form, provider };
    const units = await listUnits(databases.main.manager);
    const roles: Record<string, { th: string; en: string }> = ROLE_WORDING;
    const accounts = demonstrationAccounts(settings.dataDir).map(({ username, password, role, unit }) => ({
      username,
      password,
      role: roles[role]?.[language] ?? role,
      unit: units.find(({ id }) => id === unit)?.name[language] ?? unit,
    }));
    return { ...form, provider, accounts };
  }
}
