import { Controller, Get, Inject, Query } from '@nestjs/common';
import { z } from 'zod';
import { deemedReceipt } from '#domain/clock/reckon.js';
import { addMonths, dateOf, instantOf, type Instant } from '#domain/time/instant.js';
import { firstClocks, type FilingAnswer } from '#filing/filing-answer.js';
import { Problem, type FieldError } from '#web/errors/problem.js';
import { validated } from '#web/input/validated.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';

export const dueDatesQuery = z.strictObject({
  category: z.string().min(1).max(100),
  filedAt: z.iso.datetime({ offset: true }).optional(),
  lang: z.string().optional(),
});

export interface DueDates {
  category: string;
  filedAt: Instant;
  deemedReceivedAt: Instant;
  clocks: FilingAnswer['clocks'];
}

/** Before it nothing was filed here; for years far ahead nobody can tell the holidays. */
const EARLIEST = '2020-01-01';
const MONTHS_AHEAD = 120;

function beyondReckoning(filedAt: Instant, now: Instant): FieldError[] {
  const latest = addMonths(dateOf(now), MONTHS_AHEAD);
  const day = dateOf(filedAt);
  return day < EARLIEST || day > latest
    ? [{ field: 'filedAt', code: 'date-out-of-range', params: { from: EARLIEST, to: latest } }]
    : [];
}

/** "If I file now, by when must they …": the clocks that a filing would start, each with its why. */
@Controller('api/v1/due-dates')
export class DueDatesApiController {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  @Get()
  async dueDates(@Query() query: Record<string, unknown>): Promise<DueDates> {
    const { category: id, filedAt: asked } = validated(dueDatesQuery, { ...query });
    const now = this.services.time.now();
    const filedAt = asked === undefined ? now : instantOf(Date.parse(asked));
    const errors = beyondReckoning(filedAt, now);
    if (errors.length > 0) throw new Problem('validation', errors);
    const { inForce, calendar } = await this.services.context(now);
    const category = inForce.policy.categories.find((one) => one.id === id);
    if (category === undefined) throw new Problem('validation', [{ field: 'category', code: 'not-allowed' }]);
    const deemedReceivedAt = deemedReceipt(filedAt, calendar);
    const clocks = firstClocks(
      {
        type: 'ComplaintReceived',
        schemaVersion: 1,
        at: filedAt,
        actor: 'complainant',
        body: {
          reference: '',
          category: category.id,
          isIntegrity: category.isIntegrity,
          channel: 'web',
          identityMode: 'anonymous',
          language: 'th',
          mayBeMailed: false,
          filedAt,
          deemedReceivedAt,
          policyHash: inForce.hash,
          commitments: {},
        },
      },
      inForce.policy,
      calendar,
    );
    return { category: category.id, filedAt, deemedReceivedAt, clocks };
  }
}
