import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Elsewhere } from '#web/errors/elsewhere.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../../casework.js';
import { typed } from '../../sign-in/own-path.js';
import { BeforeSecondFactor } from '../../staff-access/before-second-factor.decorator.js';
import { ALL_ROLES, OpenTo } from '../../staff-access/open-to.js';
import { Sensitive } from '../../staff-access/sensitive.decorator.js';
import { By, needsSecondFactor, type SignedIn } from '../../staff-access/signed-in.js';
import { sessionOf } from '../../staff-access/staff-session.js';
import { SecondFactors } from './second-factors.service.js';

/** Enrolling a second factor, and what can be done with the one there is. */
@Controller('account/second-factor')
@OpenTo(...ALL_ROLES)
@BeforeSecondFactor()
@Sensitive()
export class SecondFactorController {
  constructor(
    private readonly casework: Casework,
    private readonly secondFactors: SecondFactors,
  ) {}

  @Get()
  async page(@By() by: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!sessionOf(request).hasSecondFactor) return this.showEnrolment(by, response, []);
    response.render('accounts/second-factor/enrolled', {
      codesLeft: await this.secondFactors.codesLeft(by.staff.id),
      isNeeded: needsSecondFactor(this.casework, by),
      backLink: '/account',
    });
  }

  @Post()
  async enrol(
    @By() by: SignedIn,
    @Body() body: Record<string, unknown>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    if (sessionOf(request).hasSecondFactor) throw new Elsewhere('/account/second-factor');
    const { t } = response.locals as PageLocals;
    const codes = await this.secondFactors.enrol(by.staff.id, typed(body['code']));
    if (codes !== null) {
      showCodes(response, codes);
      return;
    }
    const errors = [{ field: 'code', text: t('secondFactor.wrong') }];
    return this.showEnrolment(by, response.status(400), errors);
  }

  @Post('recovery-codes')
  async renewCodes(
    @By() { staff }: SignedIn,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    demandEnrolled(request);
    showCodes(response, await this.secondFactors.renewCodes(staff.id));
  }

  /** Whoever needs one is led at once to enrol another. */
  @Post('removal')
  async remove(@By() { staff }: SignedIn, @Req() request: Request, @Res() response: Response): Promise<void> {
    demandEnrolled(request);
    await this.secondFactors.remove(staff.id);
    response.redirect(303, '/account?done=removed');
  }

  private async showEnrolment(
    by: SignedIn,
    response: Response,
    errors: { field: string; text: string }[],
  ): Promise<void> {
    const { svg, secret } = await this.secondFactors.propose(by.staff);
    const isNeeded = needsSecondFactor(this.casework, by);
    response.render('accounts/second-factor/enrolment', { svg, secret, isNeeded, errors });
  }
}

function demandEnrolled(request: Request): void {
  if (!sessionOf(request).hasSecondFactor) throw new Elsewhere('/account/second-factor');
}

function showCodes(response: Response, codes: string[]): void {
  response.render('accounts/second-factor/recovery-codes', { codes });
}
