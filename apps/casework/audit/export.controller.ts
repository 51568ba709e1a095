import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { stringify } from 'csv-stringify';
import type { Response } from 'express';
import type { CaseSummary } from '#persistence/case-summary.js';
import { validated } from '#web/input/validated.js';
import { OpenTo } from '../staff-access/open-to.js';
import { Sensitive } from '../staff-access/sensitive.decorator.js';
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

@Controller('export.csv')
@OpenTo('auditor')
@Sensitive()
export class ExportController {
  constructor(private readonly search: CaseSearch) {}

  /** The search as a spreadsheet, row by row; a cell that a spreadsheet would run as a formula is escaped. */
  @Get()
  async download(
    @By() signedIn: SignedIn,
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
  ): Promise<void> {
    const cases = this.search.each(signedIn, validated(searchSchema, withoutEmpty(query)));
    const rows = stringify({
      header: true,
      columns: COLUMNS,
      bom: true,
      escape_formulas: true,
      cast: { boolean: String },
    });
    response.type('text/csv; charset=utf-8').attachment('cases.csv');
    try {
      await pipeline(Readable.from(cases), rows, response);
    } catch (error) {
      // Whoever asked went away before the end.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    }
  }
}
