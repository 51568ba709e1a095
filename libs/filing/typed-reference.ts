import type { Databases } from '#persistence/data-source.js';
import { policyInForce } from '#persistence/policy-store.js';
import type { Time } from '#settings/time.js';
import { parseReference } from './reference.js';

/** The reference that was meant, also without the agency's letters ahead of it; empty where it cannot be one. */
export async function typedReference(
  typed: string,
  { databases, time }: { databases: Pick<Databases, 'main'>; time: Time },
): Promise<string> {
  const whole = parseReference(typed);
  if (whole !== null) return whole;
  const { policy } = await policyInForce(databases.main.manager, time.now());
  return parseReference(typed, policy.agency.referencePrefix) ?? '';
}
