import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { ComplainantWriting } from '#filing/complainant-command.js';
import { textOf, type PostedForm } from '#web/complaint/posted-form.js';
import type { FieldError } from '#web/errors/problem.js';
import { receiveUpload } from '#web/evidence/receive-upload.js';
import { plainText } from '#web/input/plain-text.schema.js';
import { fieldErrors } from '#web/input/validated.js';
import type { IntakeServices } from '../intake-services.js';
import { openTracked, type Receipt } from '../track-complaint/track-complaint.js';
import { TrackedFiles } from './tracked-files.js';

const words = plainText(10_000);
const REMOVE = 'remove-';

/** What the form for a message and files comes to: something to send, or the page again with what is to be said. */
export type PostedMessage =
  { form: PostedForm; writing: ComplainantWriting } | { form: PostedForm; errors: FieldError[] };

/**
 * Takes the files of the form in, then does what its button says: send, add the files only, or remove one. A message
 * with files that could not be freed of what they tell goes only once the page has said so.
 */
export async function readMessage(
  receipt: Receipt,
  request: Request,
  response: Response,
  services: IntakeServices,
): Promise<PostedMessage> {
  const files = await TrackedFiles.of(receipt, services);
  const mayWrite = (await openTracked(receipt, services))?.tracked.may.write ?? false;
  const { limits } = services.evidence;
  const { form, taken, faults } = await receiveUpload(
    request,
    response,
    mayWrite ? limits : { ...limits, files: 0 },
    (file) => files.take(file),
  );
  const action = textOf(form, 'action');
  if (action.startsWith(REMOVE)) {
    await files.takeBack([action.slice(REMOVE.length)].filter((id) => /^[0-9a-f-]{36}$/.test(id)));
    return { form, errors: [] };
  }
  if (faults.length > 0) return { form, errors: faults };
  const tells = taken.some(({ isCleaned, isQuarantined }) => !isCleaned || isQuarantined);
  if ((action !== '' && action !== 'send') || tells) return { form, errors: [] };

  const idempotencyKey = textOf(form, 'key') || randomUUID();
  const waiting = await files.waiting(idempotencyKey);
  const typed = textOf(form, 'text');
  const parsed = words.safeParse(typed);
  const isOptional = waiting.length > 0 && typed.trim() === '';
  if (!parsed.success && !isOptional)
    return { form, errors: fieldErrors(parsed.error).map((error) => ({ ...error, field: 'text' })) };
  const text = parsed.success ? parsed.data : undefined;
  if (waiting.length === 0) return { form, writing: { kind: 'message', idempotencyKey, text: text ?? '' } };
  return { form, writing: { kind: 'evidence', idempotencyKey, files: waiting, ...(text && { text }) } };
}
