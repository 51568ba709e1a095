import { Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { endSession, endSessionsOf, listSessions } from '#persistence/access-sessions.js';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import { closePageSession } from '../../sign-in/page-session.js';
import { ALL_ROLES, OpenTo } from '../../staff-access/open-to.js';
import { By, needsSecondFactor, type SignedIn } from '../../staff-access/signed-in.js';
import { isOver, sessionOf } from '../../staff-access/staff-session.js';
import { changeAccount } from '../account-record.js';
import { SecondFactors } from '../second-factor/second-factors.service.js';

const DONE = ['password', 'session', 'removed'];

/** What a person sees of the own account: password, second factor, sessions. */
@Controller('account')
@OpenTo(...ALL_ROLES)
export class MyAccountController {
  constructor(
    private readonly casework: Casework,
    private readonly secondFactors: SecondFactors,
  ) {}

  @Get()
  async page(
    @By() signedIn: SignedIn,
    @Query('done') done: unknown,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { instant } = response.locals as PageLocals;
    const { id, username, email } = signedIn.staff;
    const { sid, sessionsSince } = sessionOf(request);
    const sessions = (await listSessions(this.casework.databases.main.manager, id))
      .filter((one) => !isOver(one, this.casework) && one.startedAt >= (sessionsSince ?? ''))
      .map(({ handle, sid: own, isOfApi, startedAt, usedAt }) => ({
        handle,
        isOfApi,
        isThis: own === sid,
        started: instant(startedAt),
        used: instant(`${usedAt.slice(0, 13)}:00:00.000Z`),
      }));
    response.render('accounts/my-account/my-account', {
      account: { username, email },
      sessions,
      codesLeft: await this.secondFactors.codesLeft(id),
      isSecondFactorNeeded: needsSecondFactor(this.casework, signedIn),
      done: DONE.find((one) => one === done) ?? null,
    });
  }

  @Post('sessions/end')
  async endAll(@By() { staff }: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    const now = this.casework.time.now();
    await changeAccount(this.casework, staff.id, { type: 'SignedOutEverywhere' }, (manager) =>
      endSessionsOf(manager, staff.id, now),
    );
    await closePageSession(request);
    response.redirect(303, '/sign-in');
  }

  @Post('sessions/:handle/end')
  async endOne(
    @By() { staff }: SignedIn,
    @Param('handle') handle: string,
    @Res() response: Response,
  ): Promise<void> {
    await changeAccount(this.casework, staff.id, { type: 'SessionEnded' }, async (manager) => {
      if (!(await endSession(manager, staff.id, handle))) throw new Problem('not-found');
    });
    response.redirect(303, '/account?done=session');
  }
}
