import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Command } from '#domain/complaint/command.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { exclusionsToShare } from '#domain/complaint/exclusions.js';
import type { Instant } from '#domain/time/instant.js';
import { sealPayload } from '#filing/outbox-payload.js';
import { followersOf } from '#persistence/case-view-store.js';
import { insertOutbox } from '#persistence/outbox-store.js';
import type { Keyring } from '#vault/keyring.js';
import { signCommand } from '#vault/signature.js';

/** Leaves word for the linked cases of whom this one keeps out, in the transaction that recorded it. */
export async function shareExclusions(
  manager: EntityManager,
  keyring: Keyring,
  { before, after, at }: { before: ComplaintState; after: ComplaintState; at: Instant },
): Promise<void> {
  const exclusions = exclusionsToShare(before, after);
  if (exclusions.length === 0) return;
  const linked = [
    ...(after.leader === null ? [] : [after.leader]),
    ...(await followersOf(manager, after.reference)),
  ];
  for (const reference of linked) {
    const messageId = randomUUID();
    const command: Command<'take-exclusions'> = {
      name: 'take-exclusions',
      id: messageId,
      actor: { kind: 'system' },
      at,
      params: { exclusions },
    };
    const signature = signCommand(keyring.signer('worker-signing'), reference, command);
    const payload = sealPayload(keyring.secret('codec'), messageId, { command, signature });
    await insertOutbox(manager, { messageId, reference, kind: 'command', payload }, at);
  }
}
