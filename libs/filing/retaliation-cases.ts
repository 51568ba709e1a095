import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import { readCommandsOf } from '#persistence/outbox-store.js';
import type { ComplainantDependencies } from './admit-complainant.js';
import { openPayload } from './outbox-payload.js';

/**
 * References of the cases that harm opened which the protected person told, oldest first; also while the word is on its
 * way to the protection of the case `reference`.
 */
export async function retaliationCases(
  reference: string,
  events: readonly ProtectionEvent[],
  { databases, keyring }: ComplainantDependencies,
): Promise<string[]> {
  const recorded = events.flatMap((event) =>
    event.type === 'CheckInAnswered' ? (event.body.retaliationCase ?? []) : [],
  );
  const rows = await readCommandsOf(databases.main.manager, reference);
  const waiting = rows
    .filter(({ isDone }) => !isDone)
    .flatMap(({ messageId, payload }) => {
      const content = openPayload(keyring.secrets('codec'), messageId, payload);
      if (!('ofProtection' in content) || content.ofProtection.name !== 'answer-check-in') return [];
      return content.ofProtection.params.retaliationCase ?? [];
    });
  return [...new Set([...recorded, ...waiting])];
}
