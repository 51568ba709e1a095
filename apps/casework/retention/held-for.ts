import type { EntityManager } from 'typeorm';
import type { RetentionState } from '#domain/retention/retention-state.js';
import { retentionStream } from '#ledger/ledger.js';
import { readStream, toRetentionEvent } from '#persistence/ledger-store.js';

/** The ids of the sealed reasons of the holds that nobody lifted, by the number of the hold; the ledger alone has them. */
export async function heldFor(
  manager: EntityManager,
  { reference, holds }: Pick<RetentionState, 'reference' | 'holds'>,
): Promise<Map<number, string>> {
  const open = holds.filter(({ liftedAt }) => liftedAt === null).map(({ hold }) => hold);
  if (open.length === 0) return new Map();
  const events = (await readStream(manager, retentionStream(reference))).map(toRetentionEvent);
  return new Map(
    events.flatMap(({ type, body }) =>
      type === 'HoldPlaced' && open.includes(body.hold) ? [[body.hold, body.reason.id] as const] : [],
    ),
  );
}
