import type { Channel } from '#domain/complaint/complaint-event.js';
import type { ComplaintInput, WaitingFile } from '#filing/complaint-input.js';
import { fileComplaint } from '#filing/file-complaint.js';
import { isFilingRefused, type FilingAnswer } from '#filing/filing-answer.js';
import { contextErrors } from '#web/complaint/complaint.schema.js';
import { Problem } from '#web/errors/problem.js';
import type { IntakeServices } from '../intake-services.js';
import { agencyDomain } from './agency-domain.js';

/**
 * Files a complaint whose shape was checked, and has its workflow started. Throws a Problem when the category, the
 * day or the mailbox is impossible, or the idempotency key came with another complaint; then nothing is stored.
 */
export async function submitComplaint(
  complaint: ComplaintInput,
  {
    channel,
    idempotencyKey,
    evidence = [],
  }: { channel: Channel; idempotencyKey?: string; evidence?: WaitingFile[] },
  services: IntakeServices,
): Promise<FilingAnswer> {
  const now = services.time.now();
  const context = await services.context(now);
  const { categories } = context.inForce.policy;
  const errors = contextErrors(complaint, { now, categories, isAgencyMailbox: agencyDomain(context) });
  if (errors.length > 0) throw new Problem('validation', errors);

  const answer = await fileComplaint(
    {
      complaint,
      channel,
      ...(idempotencyKey && { idempotencyKey }),
      ...(evidence.length > 0 && { evidence }),
    },
    services,
  );
  if (isFilingRefused(answer)) {
    if (answer.refused === 'CategoryUnknown')
      throw new Problem('validation', [{ field: 'category', code: 'not-allowed' }]);
    throw new Problem('idempotency-key-reused', [{ field: 'Idempotency-Key', code: 'invalid' }]);
  }
  services.kick();
  return answer;
}
