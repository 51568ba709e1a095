import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { ProtectionState } from '#domain/protection/protection-state.js';
import { readCommandsOf } from '#persistence/outbox-store.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import type { ComplainantDependencies } from './admit-complainant.js';
import { openPayload, type OutboxPayload } from './outbox-payload.js';

/** What the message tells a protection; null where it is for another workflow. */
export const updateIn = (payload: OutboxPayload): ProtectionUpdate | null =>
  'ofProtection' in payload ? payload.ofProtection : null;

/** What is on its way to the protections of the case, oldest first. */
export async function waitingForProtection(
  reference: string,
  { databases, keyring }: ComplainantDependencies,
): Promise<ProtectionUpdate[]> {
  const rows = await readCommandsOf(databases.main.manager, reference);
  return rows
    .filter(({ isDone }) => !isDone)
    .flatMap(
      ({ messageId, payload }) => updateIn(openPayload(keyring.secrets('codec'), messageId, payload)) ?? [],
    );
}

/** Whether the complainant works for the agency, as said last; null where nothing was said. */
export function worksHere(
  { employment }: Pick<ProtectionState, 'employment'>,
  waiting: readonly ProtectionUpdate[],
): boolean | null {
  const said = waiting.flatMap((one) => (one.name === 'tell-employment' ? one.params.worksHere : []));
  return said.at(-1) ?? employment?.worksHere ?? null;
}

/** References of the cases that harm opened which the protected person told, oldest first. */
export function retaliationCases(
  events: readonly ProtectionEvent[],
  waiting: readonly ProtectionUpdate[],
): string[] {
  const recorded = events.map((event) =>
    event.type === 'CheckInAnswered' ? event.body.retaliationCase : undefined,
  );
  const onTheirWay = waiting.map((one) =>
    one.name === 'answer-check-in' ? one.params.retaliationCase : undefined,
  );
  return [...new Set([...recorded, ...onTheirWay].filter((one) => one !== undefined))];
}
