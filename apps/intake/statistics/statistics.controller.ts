import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { PERIODS } from '#domain/statistics/period.js';
import type { Statistics } from '#domain/statistics/statistics.js';
import { fiscalYearOf } from '#domain/time/fiscal-year.js';
import { StatisticsReader } from '#persistence/statistics-reader.js';
import { validated } from '#web/input/validated.js';
import { CurrentLanguage } from '#web/language/current-language.decorator.js';
import type { Language } from '#web/language/language.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { shownStatistics } from './statistics.presenter.js';

const EARLIEST = 2540;
const LATEST = 2740;

export const statisticsQuery = z.strictObject({
  fiscalYear: z.coerce.number().int().min(EARLIEST).max(LATEST).optional(),
  period: z.enum(PERIODS).optional(),
  lang: z.string().optional(),
});

/** A page opens whatever else a link to it carries, such as the mark of a social network. */
const pageQuery = z.object(statisticsQuery.shape);

/** Clause 5.5: totals of each fiscal year, those on corruption and misconduct apart; none is said in words. */
@Controller()
export class StatisticsController {
  private readers = new Map<string, StatisticsReader>();

  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  @Get('api/v1/statistics')
  async statistics(@Query() query: Record<string, unknown>): Promise<Statistics> {
    const asOf = this.services.time.now();
    const { fiscalYear = fiscalYearOf(asOf), period } = validated(statisticsQuery, { ...query });
    const reader = await this.reader(asOf);
    return reader.readStatistics({ fiscalYear, asOf, ...(period && { period }) });
  }

  @Get('statistics')
  async page(
    @Query() query: Record<string, unknown>,
    @Res() response: Response,
    @CurrentLanguage() language: Language,
  ): Promise<void> {
    const asOf = this.services.time.now();
    const { policy } = (await this.services.context(asOf)).inForce;
    const statistics = await this.statistics(validated(pageQuery, { ...query }));
    response.render('statistics/statistics', {
      ...shownStatistics(statistics, language, policy),
      current: fiscalYearOf(asOf),
    });
  }

  /** One reader for each pack: it remembers the figures of closed periods. */
  private async reader(at: string): Promise<StatisticsReader> {
    const { policy, hash } = (await this.services.context(at)).inForce;
    const reader = this.readers.get(hash) ?? new StatisticsReader(this.services.databases.main, policy);
    this.readers.set(hash, reader);
    return reader;
  }
}
