import { Controller, Get, Query, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import type { Response } from 'express';
import type { CaseSummary } from '#persistence/case-summary.js';
import { validated } from '#web/input/validated.js';
import { OpenTo } from '../staff-access/open-to.js';
import { By, type SignedIn } from '../staff-access/signed-in.js';
import { CaseSearch } from './case-search.js';
import { searchSchema, withoutEmpty } from './search.form.js';

const COLUMNS: (keyof CaseSummary)[] = [
  'reference',
  'status',
  'category',
  'isIntegrity',
  'unit',
  'officer',
  'channel',
  'filedAt',
  'nextDueAt',
  'nextDueClock',
  'isLate',
  'leader',
  'completedAt',
  'policyHash',
];
const MOST_ROWS = 50_000;

@Controller('export.csv')
@OpenTo('auditor')
export class ExportController {
  constructor(private readonly search: CaseSearch) {}

  /** The search as a spreadsheet; a cell that a spreadsheet would run as a formula is escaped. */
  @Get()
  async download(
    @By() signedIn: SignedIn,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const { items } = await this.search.page(
      signedIn,
      validated(searchSchema, withoutEmpty(query)),
      MOST_ROWS,
    );
    response
      .type('text/csv; charset=utf-8')
      .attachment('cases.csv')
      .send(
        stringify(items, {
          header: true,
          columns: COLUMNS,
          bom: true,
          escape_formulas: true,
          cast: { boolean: String },
        }),
      );
  }
}
