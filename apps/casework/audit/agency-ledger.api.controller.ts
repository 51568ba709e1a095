import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { validated } from '#web/input/validated.js';
import { OpenTo } from '../staff-access/open-to.js';
import { pageQuery } from '../staff-access/page-query.schema.js';
import { entryPage, type EntryPage } from './ledger-entry.api.js';
import { agencyStream, RecordedEntries } from './recorded-entries.js';

export const agencyLedgerQuery = z.object({ stream: agencyStream, ...pageQuery });

@Controller('api/v1/ledger/entries')
@OpenTo('auditor')
export class AgencyLedgerApiController {
  constructor(private readonly recorded: RecordedEntries) {}

  @Get()
  async list(@Query() query: Record<string, unknown>): Promise<EntryPage> {
    const { stream, page } = validated(agencyLedgerQuery, query);
    return entryPage(await this.recorded.ofAgency(stream, page));
  }
}
