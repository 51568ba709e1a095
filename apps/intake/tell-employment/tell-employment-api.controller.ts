import { randomUUID } from 'node:crypto';
import { Body, Controller, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { Instant } from '#domain/time/instant.js';
import { ValidatedBody } from '#web/input/validated.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { idempotencyKeyOf } from '../submit-complaint/idempotency-key.js';
import { employmentSchema, type EmploymentBody } from './employment.form.js';
import { tellEmploymentOf } from './tell-employment.js';

@Controller('api/v1/complaints/:reference/employment')
export class TellEmploymentApiController {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  @Post()
  @HttpCode(202)
  async tell(
    @Param('reference') reference: string,
    @Body(new ValidatedBody(employmentSchema)) { worksHere }: EmploymentBody,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<{ at: Instant }> {
    const idempotencyKey = idempotencyKeyOf(headers['idempotency-key']) ?? randomUUID();
    const receipt = { reference, code: headers['receipt-code'] ?? '' };
    const told = await tellEmploymentOf(receipt, { idempotencyKey, worksHere }, this.services);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
    if (isRefusal(told)) throw told;
    return told;
  }
}
