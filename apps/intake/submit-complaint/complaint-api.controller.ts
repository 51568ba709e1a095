import { Body, Controller, Headers, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { FilingAnswer } from '#filing/filing-answer.js';
import { complaintSchema } from '#web/complaint/complaint.schema.js';
import { ValidatedBody } from '#web/input/validated.js';
import { CurrentLanguage } from '#web/language/current-language.decorator.js';
import type { Language } from '#web/language/language.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { FilingTurns } from '../rate-limit/filing-turns.js';
import { idempotencyKeyOf } from './idempotency-key.js';
import { submitComplaint } from './submit-complaint.js';

@Controller('api/v1/complaints')
export class ComplaintApiController {
  constructor(
    @Inject(INTAKE) private readonly services: IntakeServices,
    private readonly turns: FilingTurns,
  ) {}

  @Post()
  async file(
    @Body(new ValidatedBody(complaintSchema)) complaint: z.output<typeof complaintSchema>,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentLanguage() language: Language,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Omit<FilingAnswer, 'isRepeated'>> {
    const idempotencyKey = idempotencyKeyOf(key);
    this.turns.demandTurn(request, response);
    const { reference, receiptCode, filedAt, deemedReceivedAt, clocks } = await submitComplaint(
      { language, ...complaint },
      { channel: 'api', ...(idempotencyKey && { idempotencyKey }) },
      this.services,
    );
    return { reference, receiptCode, filedAt, deemedReceivedAt, clocks };
  }
}
