import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { beginRetention } from '#domain/retention/evolve.js';
import { keepingAfter, outcomeOf } from '#domain/retention/outcome.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import { complaintStream, retentionStream } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { appendFact, readStream, toEvent } from '#persistence/ledger-store.js';
import { readRetention, upsertRetention } from '#persistence/retention-store.js';
import { signCommand } from '#vault/signature.js';
import type { RetentionUpdate } from '#workflows/retention/retention.contract.js';
import { leaveWord, type Surroundings } from '../leave-word.js';

/** Begins the keeping of a case with its first end, and has it follow whatever comes after. */
export async function keepCase(
  surroundings: Surroundings,
  events: readonly ComplaintEvent[],
  after: ComplaintState,
): Promise<void> {
  const change = keepingAfter(events, after);
  if (change === null) return;
  const { manager, keyring, at } = surroundings;
  const { reference, filing } = after;
  const known = await readRetention(manager, reference);
  if (known?.status === 'destroyed' || (known === null && change === 'goes-on')) return;
  const stream = await readStream(manager, complaintStream(reference));
  const outcome = outcomeOf(stream.map(toEvent));
  if (known === null) {
    const opened: RetentionEvent<'RetentionOpened'> = {
      type: 'RetentionOpened',
      schemaVersion: 1,
      at,
      actor: 'system',
      body: { reference, policyHash: filing.policyHash, outcome },
    };
    await appendFact(manager, retentionStream(reference), opened, ledgerSeal(keyring));
    await upsertRetention(manager, beginRetention(opened), at);
    await leaveWord(surroundings, reference, 'start', () => ({ keeping: opened }));
    return;
  }
  await leaveWord(surroundings, reference, 'command', (id) => {
    const ofRetention: RetentionUpdate = {
      name: 'follow-case',
      id,
      actor: { kind: 'system' },
      at,
      params: { outcome: change === 'ended' ? outcome : null },
    };
    const signature = signCommand(keyring.signer('worker-signing'), retentionStream(reference), ofRetention);
    return { ofRetention, signature };
  });
}
