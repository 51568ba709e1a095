import { Controller, Headers, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { isRefusal } from '#domain/complaint/refusal.js';
import type { EvidenceRef } from '#domain/complaint/evidence.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import { Problem } from '#web/errors/problem.js';
import { receiveUpload } from '#web/evidence/receive-upload.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { validated } from '#web/input/validated.js';
import { INTAKE, type IntakeServices } from '../intake-services.js';
import { idempotencyKeyOf } from '../submit-complaint/idempotency-key.js';
import { type Receipt, writeToTracked } from '../track-complaint/track-complaint.js';
import { TrackedFiles, type WaitingInCase } from './tracked-files.js';

/** The fields besides the files; those that say what is to be done with files come ahead of them. */
export const attachmentFields = z
  .object({
    text: plainText(10_000).optional(),
    keepOriginal: z.enum(['yes', 'no']).optional(),
    onlyCleaned: z.enum(['yes', 'no']).optional(),
  })
  .meta({ id: 'AttachmentFields' });

interface Attached {
  commandId: string;
  at: string;
  attachments: (Omit<EvidenceRef, 'hash'> & { name: string })[];
}

/** The same files under the same names, in whatever order. */
const areSame = (a: readonly WaitingInCase[], b: readonly WaitingInCase[]): boolean => {
  const told = (files: readonly WaitingInCase[]): string =>
    JSON.stringify(files.map(({ name, digest }) => `${digest} ${name}`).sort());
  return told(a) === told(b);
};

@Controller('api/v1/complaints/:reference/attachments')
export class AttachmentsApiController {
  constructor(@Inject(INTAKE) private readonly services: IntakeServices) {}

  /** All files are taken or none. */
  @Post()
  async attach(
    @Param('reference') reference: string,
    @Headers('receipt-code') code: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Attached> {
    const receipt: Receipt = { reference, code: code ?? '' };
    const idempotencyKey = idempotencyKeyOf(key) ?? randomUUID();
    const files = await TrackedFiles.of(receipt, this.services);
    if (request.body !== undefined) throw new Problem('unsupported-media-type');
    const ids: string[] = [];
    try {
      const { form, faults } = await receiveUpload(
        request,
        response,
        this.services.evidence.limits,
        async (file) => {
          const stored = await files.take(file);
          ids.push(stored.id);
          return stored;
        },
      );
      if (faults.length > 0) throw new Problem('validation', faults);
      if (ids.length === 0) throw new Problem('validation', [{ field: 'files', code: 'required' }]);
      return await this.send(receipt, idempotencyKey, files, ids, form);
    } catch (error) {
      await files.takeBack(ids);
      throw error;
    }
  }

  private async send(
    receipt: Receipt,
    idempotencyKey: string,
    files: TrackedFiles,
    ids: readonly string[],
    form: PostedForm,
  ): Promise<Attached> {
    const { text } = validated(attachmentFields, { ...form, text: textOf(form, 'text') || undefined });
    const known = await files.waiting(idempotencyKey);
    const fresh = known.filter(({ ref }) => ids.includes(ref.id));
    const earlier = known.filter(({ isSent }) => isSent);
    // A repeated request brings the same files once more: the first ones stay.
    const isRepeat = earlier.length > 0 && areSame(earlier, fresh);
    if (isRepeat) await files.takeBack(ids);
    const sent = isRepeat ? earlier : fresh;
    const writing = { kind: 'evidence', idempotencyKey, files: sent, ...(text && { text }) } as const;
    const written = await writeToTracked(receipt, writing, this.services);
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- a domain refusal, mapped once by the filter
    if (isRefusal(written)) throw written;
    const attachments = sent.map(({ name, ref: { hash: _, ...ref } }) => ({ ...ref, name }));
    return { ...written, attachments };
  }
}
