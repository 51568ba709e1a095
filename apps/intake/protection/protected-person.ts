import { isRefusal, type Refusal } from '#domain/complaint/refusal.js';
import type { Policy } from '#domain/policy/policy.js';
import { admit } from '#filing/admit-complainant.js';
import { answerCheckIn, type Replied } from '#filing/answer-check-in.js';
import { protectionOf, type ComplainantProtection } from '#filing/protection-of-complainant.js';
import { readPolicy } from '#persistence/policy-store.js';
import { Problem } from '#web/errors/problem.js';
import type { Language } from '#web/language/language.js';
import type { IntakeServices } from '../intake-services.js';
import type { Receipt } from '../track-complaint/track-complaint.js';
import { wordsOf, type CheckInBody } from './check-in.form.js';

/** The protection of whoever has the receipt, with the pack it goes by. Null: wrong code, unknown, or not open yet. */
export async function openProtected(
  { reference, code }: Receipt,
  services: IntakeServices,
): Promise<{ protection: ComplainantProtection; policy: Policy } | null> {
  const admitted = await admit(reference, code, services);
  const protection = admitted && (await protectionOf(admitted, services));
  if (protection === null) return null;
  const policy = await readPolicy(services.databases.main.manager, protection.state.policyHash);
  return { protection, policy };
}

/**
 * Takes the answer and has it delivered. Throws a Problem for a wrong code, an unknown reference, or a case that has not
 * been opened yet (alike); returns the refusal where the protection is over.
 */
export async function answerOf(
  receipt: Receipt,
  body: CheckInBody,
  { idempotencyKey, language }: { idempotencyKey: string; language: Language },
  services: IntakeServices,
): Promise<Replied | Refusal> {
  const found = await openProtected(receipt, services);
  if (found === null) throw new Problem('not-found');
  const words = wordsOf(body, found.policy.protection, language);
  const replied = await answerCheckIn(
    receipt.reference,
    receipt.code,
    { idempotencyKey, answer: body.answer, ...words },
    services,
  );
  if (replied === null) throw new Problem('not-found');
  if (!isRefusal(replied)) services.kick();
  return replied;
}
