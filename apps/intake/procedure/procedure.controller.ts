import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { CurrentLanguage } from '#web/language/current-language.decorator.js';
import type { Language } from '#web/language/language.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { procedureOf, sharedLimits, type Procedure } from './procedure.presenter.js';

/** Clause 5.2: how outsiders complain, the steps, the responsible unit, the time limits. */
@Controller()
export class ProcedureController {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  @Get('api/v1/procedure')
  async procedure(@CurrentLanguage() language: Language): Promise<Procedure> {
    const { policy } = (await this.services.context(this.services.time.now())).inForce;
    return procedureOf(policy, language);
  }

  @Get('procedure')
  async page(@Res() response: Response, @CurrentLanguage() language: Language): Promise<void> {
    const procedure = await this.procedure(language);
    response.render('procedure/procedure', { procedure, ...sharedLimits(procedure.categories) });
  }
}
