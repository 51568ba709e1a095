import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { ComplainantWriting } from '#filing/complainant-command.js';
import type { Written } from '#filing/write-to-case.js';
import { Problem } from '#web/errors/problem.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { ValidatedBody } from '#web/input/validated.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { idempotencyKeyOf } from '../submit-complaint/idempotency-key.js';
import { openTracked, writeToTracked, type Receipt } from './track-complaint.js';
import type { TrackedCase } from './tracked-case.presenter.js';

const LONGEST = 10_000;

export const messageSchema = z.strictObject({ text: plainText(LONGEST) }).meta({ id: 'Message' });
export const reviewSchema = z.strictObject({ reason: plainText(LONGEST) }).meta({ id: 'Review' });
export const withdrawalSchema = z
  .strictObject({ reason: plainText(LONGEST).optional(), wasPressed: z.boolean().nullish() })
  .meta({ id: 'Withdrawal', description: 'wasPressed: whether anybody pressed the complainant to withdraw' });

/** A writing without its key, which comes by a header. */
type Words = ComplainantWriting extends infer W
  ? W extends unknown
    ? Omit<W, 'idempotencyKey'>
    : never
  : never;

@Controller('api/v1/complaints/:reference')
export class TrackApiController {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  @Get()
  async track(
    @Param('reference') reference: string,
    @Headers('receipt-code') code = '',
  ): Promise<TrackedCase> {
    const found = await openTracked({ reference, code }, this.services);
    if (found === null) throw new Problem('not-found');
    return found.tracked;
  }

  @Post('messages')
  @HttpCode(202)
  write(
    @Param('reference') reference: string,
    @Body(new ValidatedBody(messageSchema)) { text }: z.output<typeof messageSchema>,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<Written> {
    return this.send(reference, headers, { kind: 'message', text });
  }

  @Post('review')
  @HttpCode(202)
  review(
    @Param('reference') reference: string,
    @Body(new ValidatedBody(reviewSchema)) { reason }: z.output<typeof reviewSchema>,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<Written> {
    return this.send(reference, headers, { kind: 'review', text: reason });
  }

  @Post('withdrawal')
  @HttpCode(202)
  withdraw(
    @Param('reference') reference: string,
    @Body(new ValidatedBody(withdrawalSchema))
    { reason, wasPressed = null }: z.output<typeof withdrawalSchema>,
    @Headers() headers: Record<string, string | undefined>,
  ): Promise<Written> {
    return this.send(reference, headers, { kind: 'withdrawal', wasPressed, ...(reason && { text: reason }) });
  }

  private async send(
    reference: string,
    headers: Record<string, string | undefined>,
    writing: Words,
  ): Promise<Written> {
    const receipt: Receipt = { reference, code: headers['receipt-code'] ?? '' };
    const idempotencyKey = idempotencyKeyOf(headers['idempotency-key']) ?? randomUUID();
    const written = await writeToTracked(receipt, { ...writing, idempotencyKey }, this.services);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
    if (isRefusal(written)) throw written;
    return written;
  }
}
