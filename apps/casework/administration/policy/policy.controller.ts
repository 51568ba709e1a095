import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { policyInForce } from '#persistence/policy-store.js';
import type { PageLocals } from '#web/page-locals.js';
import { formatSpan } from '#web/wording/span.wording.js';
import { Casework } from '../../casework.js';
import { OpenTo } from '../../staff-access/open-to.js';

@Controller('administration/policy')
@OpenTo('administrator', 'auditor')
export class PolicyController {
  constructor(private readonly casework: Casework) {}

  @Get()
  async page(@Res() response: Response): Promise<void> {
    const { language, date } = response.locals as PageLocals;
    const { hash, policy } = await policyInForce(
      this.casework.databases.main.manager,
      this.casework.time.now(),
    );
    response.render('administration/policy/policy', {
      id: policy.id,
      hash,
      effectiveFrom: date(policy.effectiveFrom),
      categories: policy.categories.map(({ name, clocks }) => ({
        name: name[language],
        clocks: clocks.map((clock) => ({
          name: clock.name[language],
          limit: formatSpan(clock.limit, language),
          citation: policy.citations[clock.citation]?.text[language] ?? clock.citation,
        })),
      })),
      citations: Object.values(policy.citations).map(({ kind, text, verified }) => ({
        kind,
        verified,
        text: text[language],
      })),
    });
  }
}
