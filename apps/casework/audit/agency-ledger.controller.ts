import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Problem } from '#web/errors/problem.js';
import type { PageLocals } from '#web/page-locals.js';
import { Casework } from '../casework.js';
import { readNames } from '../staff-access/names.js';
import { OpenTo } from '../staff-access/open-to.js';
import { paginationOf } from '../staff-access/pagination.presenter.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { agencyFactText } from '../wording/agency-fact.wording.js';
import { agencyFactDetails } from './agency-fact-details.presenter.js';
import { entryWords } from './entry.presenter.js';
import { AGENCY_STREAMS, agencyStream, PAGE_SIZE, RecordedEntries } from './recorded-entries.js';

@Controller('ledger')
@OpenTo('auditor')
export class AgencyLedgerController {
  constructor(
    private readonly casework: Casework,
    private readonly recorded: RecordedEntries,
  ) {}

  @Get()
  async page(
    @By() { directory }: SignedIn,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const asked = agencyStream.default('administration').safeParse(query['stream']);
    if (!asked.success) throw new Problem('not-found');
    const stream = asked.data;
    const { entries, page, total } = await this.recorded.ofAgency(stream, query['page']);
    const locals = response.locals as PageLocals;
    const { language, t } = locals;
    const names = await readNames(this.casework.databases, language);
    response.render('audit/agency-ledger', {
      stream,
      streams: AGENCY_STREAMS,
      pagination: paginationOf({ page, total, size: PAGE_SIZE }, '/ledger', { stream }, t),
      entries: entries.map((entry) => ({
        ...entry,
        title: agencyFactText(entry.type, language),
        details: agencyFactDetails(entry, names, language),
        ...entryWords(entry, { names, directory, locals }),
      })),
    });
  }
}
