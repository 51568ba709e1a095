import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { complaintStream } from '#ledger/ledger.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import type { PageLocals } from '#web/page-locals.js';
import { eventText } from '#web/wording/event.wording.js';
import { CaseFiles } from '../case/case-file.js';
import { isWithheld } from '../case/link-entry.js';
import { OpenedCase } from '../case/opened-case.decorator.js';
import { Casework } from '../casework.js';
import { OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';

@Controller('cases/:reference/history')
@OpenTo('auditor')
export class HistoryController {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
  ) {}

  @Get()
  async page(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Query('verify') verify: unknown,
    @Res() response: Response,
  ): Promise<void> {
    const { reference } = state;
    const entries = await this.files.entries(signedIn, state);
    const { language, instant } = response.locals as PageLocals;
    const { databases, settings, keyring } = this.casework;
    const report =
      verify === undefined
        ? null
        : await verifyDatabase(databases.main, {
            dataDir: settings.dataDir,
            keyring,
            stream: complaintStream(reference),
          });
    response.render('audit/history', {
      reference,
      report,
      backLink: `/cases/${reference}`,
      entries: entries.map((entry) => ({
        ...entry,
        title: eventText(entry.type, language),
        when: instant(entry.at),
        isWithheld: isWithheld(entry),
      })),
    });
  }
}
