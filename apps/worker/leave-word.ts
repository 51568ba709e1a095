import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ProtectionParams } from '#domain/protection/protection-command.js';
import type { Instant } from '#domain/time/instant.js';
import { sealPayload, type OutboxPayload } from '#filing/outbox-payload.js';
import { protectionStream } from '#ledger/ledger.js';
import { insertOutbox } from '#persistence/outbox-store.js';
import type { Keyring } from '#vault/keyring.js';
import { signCommand } from '#vault/signature.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';

/** The transaction that records something, and what it stands on. */
export interface Surroundings {
  manager: EntityManager;
  keyring: Keyring;
  at: Instant;
}

/** Leaves a message for a workflow in the outbox. */
export async function leaveWord(
  { manager, keyring, at }: Surroundings,
  reference: string,
  kind: 'start' | 'command',
  payloadOf: (messageId: string) => OutboxPayload,
): Promise<void> {
  const messageId = randomUUID();
  const payload = sealPayload(keyring.secret('codec'), messageId, payloadOf(messageId));
  await insertOutbox(manager, { messageId, reference, kind, payload }, at);
}

/** Leaves a command of the agency's own for a protected person, signed by the worker. */
export const leaveForProtection = <N extends 'follow-case' | 'find-personnel-action'>(
  surroundings: Surroundings,
  { id, reference }: { id: string; reference: string },
  name: N,
  params: ProtectionParams[N],
): Promise<void> =>
  leaveWord(surroundings, reference, 'command', (messageId) => {
    const { at, keyring } = surroundings;
    const ofProtection = {
      name,
      id: messageId,
      actor: { kind: 'system' },
      at,
      params,
    } as unknown as ProtectionUpdate;
    const signature = signCommand(keyring.signer('worker-signing'), protectionStream(id), ofProtection);
    return { protection: id, ofProtection, signature };
  });
