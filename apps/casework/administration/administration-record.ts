import type { Databases } from '#persistence/data-source.js';
import { ADMINISTRATION } from '#ledger/ledger.js';
import { transaction } from '#persistence/data-source.js';
import { appendFact } from '#persistence/ledger-store.js';
import type { Casework } from '../casework.js';

/** Changes something of the agency and records it in the administration stream, both or neither. */
export const administer = <T>(
  { databases, time }: Casework,
  by: string,
  fact: { type: string; body: Record<string, unknown> },
  change: (manager: Databases['main']['manager']) => Promise<T>,
): Promise<T> =>
  transaction(databases.main, async (manager) => {
    const done = await change(manager);
    await appendFact(manager, ADMINISTRATION, {
      ...fact,
      schemaVersion: 1,
      at: time.now(),
      actor: `staff:${by}`,
    });
    return done;
  });
