import { Controller, Get, Inject, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { answeredFiling } from '#filing/answered-filing.js';
import { Elsewhere } from '#web/errors/elsewhere.js';
import type { PageLocals } from '#web/page-locals.js';
import { shownFiling } from '../complaint-form/shown-filing.js';
import { isShown, SHOWN_MINUTES } from '../complaint-form/shown-receipt.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import type { Receipt } from '../track-complaint/track-complaint.js';
import { TrackedReceipt } from '../track-complaint/tracked-receipt.decorator.js';
import { TrackingSession } from '../track-complaint/tracking-session.js';

const PROTECTION = '/track/case/protection';

/** The confirmation of the case that harm opened, as long as that of any other filing. */
@Controller('track/case/protection/opened')
export class OpenedController {
  private readonly session: TrackingSession;

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {
    this.session = new TrackingSession(services);
  }

  @Get()
  async show(@TrackedReceipt() { opened, ...receipt }: Receipt, @Res() response: Response): Promise<void> {
    const answer = opened && (await answeredFiling(opened, this.services));
    if (!answer) throw new Elsewhere(PROTECTION);
    if (!isShown(answer, this.services.time.now())) {
      this.session.begin(response, receipt);
      response.render('complaint-form/cleared', { minutes: SHOWN_MINUTES, backLink: PROTECTION });
      return;
    }
    const { t, language } = response.locals as PageLocals;
    response.render('complaint-form/done', {
      ...(await shownFiling(answer, language, this.services)),
      opened: t('protection.opened'),
      receiptFile: `${PROTECTION}/opened/receipt.json`,
      finish: `${PROTECTION}/opened/finish`,
      backLink: PROTECTION,
    });
  }

  @Post('finish')
  finish(@TrackedReceipt() { opened: _, ...receipt }: Receipt, @Res() response: Response): void {
    this.session.begin(response, receipt);
    response.redirect(303, PROTECTION);
  }
}
