import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { Replied } from '#filing/answer-check-in.js';
import type { ToldAccess } from '#filing/protection-of-complainant.js';
import { Problem } from '#web/errors/problem.js';
import { ValidatedBody } from '#web/input/validated.js';
import { CurrentLanguage } from '#web/language/current-language.decorator.js';
import type { Language } from '#web/language/language.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { idempotencyKeyOf } from '../submit-complaint/idempotency-key.js';
import { checkInSchema, type CheckInBody } from './check-in.form.js';
import { answerOf, openProtected } from './protected-person.js';

/** The protection as its person sees it by the API. */
interface ShownProtection {
  isOver: boolean;
  /** When the question was due that waits for an answer; null when none does. */
  askedAt: string | null;
  identityAccesses: ToldAccess[];
  messages: { at: string; text: string }[];
  /** Whether the complainant works for the agency, as said last; null where nothing was said. */
  worksHere: boolean | null;
}

export const protectionSchema = z
  .object({
    isOver: z.boolean(),
    askedAt: z.iso.datetime().nullable(),
    identityAccesses: z.array(z.looseObject({ role: z.string(), purpose: z.string(), ground: z.string() })),
    messages: z.array(z.object({ at: z.iso.datetime(), text: z.string() })),
    worksHere: z.boolean().nullable(),
  })
  .meta({ id: 'Protection' });

@Controller('api/v1/complaints/:reference')
export class ProtectionApiController {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  @Get('protection')
  async show(
    @Param('reference') reference: string,
    @Headers('receipt-code') code = '',
  ): Promise<ShownProtection> {
    const found = await openProtected({ reference, code }, this.services);
    if (found === null) throw new Problem('not-found');
    const { state, asked, accesses, messages, worksHere } = found.protection;
    return {
      isOver: state.endedAt !== null,
      askedAt: asked?.askAt ?? null,
      identityAccesses: accesses,
      messages,
      worksHere,
    };
  }

  @Post('check-in')
  @HttpCode(202)
  async answer(
    @Param('reference') reference: string,
    @Body(new ValidatedBody(checkInSchema)) body: CheckInBody,
    @Headers() headers: Record<string, string | undefined>,
    @CurrentLanguage() language: Language,
  ): Promise<Replied> {
    const replied = await answerOf(
      { reference, code: headers['receipt-code'] ?? '' },
      body,
      { idempotencyKey: idempotencyKeyOf(headers['idempotency-key']) ?? randomUUID(), language },
      this.services,
    );
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
    if (isRefusal(replied)) throw replied;
    return replied;
  }
}
