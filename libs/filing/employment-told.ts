import type { ProtectionState } from '#domain/protection/protection-state.js';
import { readCommandsOf } from '#persistence/outbox-store.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import type { ComplainantDependencies } from './admit-complainant.js';
import { openPayload, type OutboxPayload } from './outbox-payload.js';

type Telling = Extract<ProtectionUpdate, { name: 'tell-employment' }>;

/** The complainant's word of employment that waits in the message; null where it holds something else. */
export const tellingIn = (payload: OutboxPayload): Telling | null =>
  'ofProtection' in payload && payload.ofProtection.name === 'tell-employment' ? payload.ofProtection : null;

/** What the complainant said last, also while it is on its way; null where nothing was said. */
export async function employmentTold(
  { reference, employment }: ProtectionState,
  { databases, keyring }: ComplainantDependencies,
): Promise<boolean | null> {
  const rows = await readCommandsOf(databases.main.manager, reference);
  const waiting = rows
    .filter(({ isDone }) => !isDone)
    .flatMap(
      ({ messageId, payload }) => tellingIn(openPayload(keyring.secrets('codec'), messageId, payload)) ?? [],
    );
  return waiting.at(-1)?.params.worksHere ?? employment?.worksHere ?? null;
}
