import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { epochMs, type Instant } from '#domain/time/instant.js';
import { readAccountState } from '#persistence/account-state.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import { Problem } from '#web/errors/problem.js';
import { Casework } from '../../casework.js';
import { OpenToAnybody } from '../../staff-access/open-to.js';
import { ownPath } from '../own-path.js';
import { savePageSession } from '../page-session.js';
import { SignInService } from '../sign-in.service.js';
import { accountOfVouched } from './account-of-vouched.js';
import { IdentityProvider, type OnItsWay, type Vouched } from './identity-provider.service.js';

declare module 'express-session' {
  interface SessionData {
    atProvider?: OnItsWay & { to: string; since: Instant; confirming: string | null };
  }
}

const VALID_MS = 10 * 60_000;

/** Signing in by the agency's identity provider, and confirming by it who is there. */
@Controller('sign-in/provider')
@OpenToAnybody()
export class ProviderController {
  constructor(
    private readonly casework: Casework,
    private readonly provider: IdentityProvider,
    private readonly signIns: SignInService,
  ) {}

  @Get()
  async leave(
    @Query('to') to: unknown,
    @Query('confirm') confirm: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const confirming = confirm === 'yes' ? (request.session.staff ?? null) : null;
    const { url, onItsWay } = await this.provider.begin(confirm === 'yes');
    const since = this.casework.time.now();
    request.session.atProvider = { ...onItsWay, to: ownPath(to), since, confirming };
    await savePageSession(request);
    response.redirect(303, url.href);
  }

  @Get('callback')
  async comeBack(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { atProvider } = request.session;
    const now = this.casework.time.now();
    if (atProvider === undefined || epochMs(now) - epochMs(atProvider.since) >= VALID_MS)
      throw new Elsewhere('/sign-in');
    delete request.session.atProvider;
    const vouched = await this.vouched(atProvider, request);
    const staff = vouched && (await accountOfVouched(this.casework, vouched));
    const { to, confirming } = atProvider;
    if (vouched === null || staff === null || !this.signIns.mayBeUsed(staff)) {
      await savePageSession(request);
      const code = vouched === null ? 'failed' : 'unknown';
      response.redirect(303, `/sign-in?provider=${code}&to=${encodeURIComponent(to)}`);
      return;
    }
    if (confirming !== null && confirming !== staff.id) throw new Problem('forbidden');
    const { hasSecondFactor } = await readAccountState(this.casework.databases.main.manager, staff.id);
    const isProvedByProvider = vouched.hasSecondFactor;
    const isToShowCode = hasSecondFactor && !isProvedByProvider;
    const arrival = { staff: staff.id, to, confirming, isProvedByProvider, isFresh: vouched.isFresh };
    response.redirect(303, await this.signIns.arrive(request, arrival, isToShowCode));
  }

  /** Null where the person turned back, or the answer is not one to what was asked. */
  private async vouched(onItsWay: OnItsWay, { originalUrl }: Request): Promise<Vouched | null> {
    try {
      return await this.provider.finish(onItsWay, originalUrl);
    } catch (error) {
      if (error instanceof Problem) throw error;
      return null;
    }
  }
}
