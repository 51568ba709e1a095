import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { complaintStream } from '#ledger/ledger.js';
import { toEvent } from '#persistence/ledger-store.js';
import { verifyDatabase } from '#persistence/ledger-verification.js';
import type { PageLocals } from '#web/page-locals.js';
import { eventText } from '#web/wording/event.wording.js';
import { CaseFiles } from '../case/case-file.js';
import { eventDetails } from '../case/event-details.presenter.js';
import { isWithheld } from '../case/link-entry.js';
import { OpenedCase } from '../case/opened-case.decorator.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { namesOfCase } from '../subject-letters/addressee.js';
import { OpenTo } from '../staff-access/open-to.js';
import { paginationOf } from '../staff-access/pagination.presenter.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { entryWords } from './entry.presenter.js';
import { showReading } from './reading.presenter.js';
import { PAGE_SIZE, RecordedEntries } from './recorded-entries.js';

@Controller('cases/:reference/history')
@OpenTo('auditor')
export class HistoryController {
  constructor(
    private readonly casework: Casework,
    private readonly files: CaseFiles,
    private readonly recorded: RecordedEntries,
  ) {}

  @Get()
  async page(
    @By() signedIn: SignedIn,
    @OpenedCase() state: ComplaintState,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const { reference } = state;
    const entries = await this.files.entries(signedIn, state);
    const readings = await this.recorded.readings(reference, query['page']);
    const locals = response.locals as PageLocals;
    const { language, t } = locals;
    const { databases, settings, keyring } = this.casework;
    const report =
      query['verify'] === undefined
        ? null
        : await verifyDatabase(databases.main, {
            dataDir: settings.dataDir,
            keyring,
            stream: complaintStream(reference),
          });
    const isSealed = await this.files.isSealed(state);
    const known = await readNames(databases, language);
    const names = namesOfCase(known, signedIn.directory, language, isSealed);
    const policy = await this.files.policyOf(state);
    const here = `/cases/${reference}/history`;
    response.render('audit/history', {
      reference,
      report,
      backLink: `/cases/${reference}`,
      entries: entries.map((entry) => ({
        ...entry,
        title: eventText(entry.type, language),
        details: isWithheld(entry) ? '' : eventDetails(toEvent(entry), language, policy, names),
        ...entryWords(entry, { names, directory: signedIn.directory, locals }),
        isWithheld: isWithheld(entry),
      })),
      readings: readings.entries.map((reading) => showReading(reading, names, locals)),
      pagination: paginationOf({ ...readings, size: PAGE_SIZE }, here, {}, t),
    });
  }
}
