import type { Instant } from '#domain/time/instant.js';
import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import { tellEmployment, type Employment } from '#filing/tell-employment.js';
import { Problem } from '#web/errors/problem.js';
import type { IntakeServices } from '../intake-services.js';
import type { Receipt } from '../track-complaint/track-complaint.js';

/**
 * Takes the word and has it delivered. Throws a Problem for a wrong code, an unknown reference, or a case that has not
 * been opened yet (alike), or for a key that came with the other word; returns the refusal where the protection is over.
 */
export async function tellEmploymentOf(
  { reference, code }: Receipt,
  employment: Employment,
  services: IntakeServices,
): Promise<{ at: Instant } | Refusal> {
  const told = await tellEmployment(reference, code, employment, services);
  if (told === null) throw new Problem('not-found');
  if (told === 'IdempotencyKeyReused')
    throw new Problem('idempotency-key-reused', [{ field: 'Idempotency-Key', code: 'invalid' }]);
  if (!isRefusal(told)) services.kick();
  return told;
}
