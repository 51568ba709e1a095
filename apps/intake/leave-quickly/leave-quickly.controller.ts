import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DraftKeeper } from '../complaint-form/draft-keeper.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { TrackingSession } from '../track-complaint/tracking-session.js';

/** For packs that name none: the weather, which anybody may look at. */
const WEATHER = 'https://www.tmd.go.th/';

/** For whoever is surprised at the screen: what was typed is gone, and another site is there. */
@Controller()
export class LeaveQuicklyController {
  private readonly drafts: DraftKeeper;
  private readonly session: TrackingSession;

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    this.drafts = new DraftKeeper(services);
    this.session = new TrackingSession(services);
  }

  /** Only a link of this site brings the cookies along: no other can have somebody's draft deleted. */
  @Get('leave-now')
  async leave(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { policy } = (await this.services.context(this.services.time.now())).inForce;
    await this.drafts.forget(request, response);
    this.session.end(response);
    response.setHeader('Clear-Site-Data', '"cache"');
    response.redirect(303, policy.agency.neutralSite ?? WEATHER);
  }
}
