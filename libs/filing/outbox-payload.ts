import type { Command } from '#domain/complaint/command.js';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { DataRequestEvent } from '#domain/data-request/data-request-event.js';
import type { ProtectionEvent } from '#domain/protection/protection-event.js';
import type { RetentionEvent } from '#domain/retention/retention-event.js';
import type { DataRequestUpdate } from '#workflows/data-request/data-request.contract.js';
import type { RetentionUpdate } from '#workflows/retention/retention.contract.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import { openText, sealText } from '#vault/sealing.js';

/** What a complainant can ask of a case. */
export type ComplainantCommand = Command<'answer-or-write' | 'add-evidence' | 'ask-for-review' | 'withdraw'>;

/** Whether the complainant gave it; the others are the agency's own and concern the complainant by their effects only. */
export const isComplainants = (command: OutboxCommand): command is ComplainantCommand =>
  command.actor.kind === 'complainant';

/** What comes to a case by the outbox: besides the complainant's, what the agency tells many cases at once. */
export type OutboxCommand = ComplainantCommand | Command<'apply-calendar' | 'take-exclusions'>;

/**
 * What waits in the outbox: entry 1 for the start of a case, of a protection, of a keeping or of a request for data, or a command for one of them with the
 * signature of who let it pass.
 */
export type OutboxPayload =
  | { received: ComplaintEvent<'ComplaintReceived'> }
  | { command: OutboxCommand; signature: string }
  | { opened: ProtectionEvent<'ProtectionOpened'> }
  | { protection: string; ofProtection: ProtectionUpdate; signature: string }
  | { keeping: RetentionEvent<'RetentionOpened'> }
  | { ofRetention: RetentionUpdate; signature: string }
  | { asked: DataRequestEvent<'DataRequestReceived'> }
  | { ofDataRequest: DataRequestUpdate; signature: string };

const place = (messageId: string): string => `outbox|${messageId}`;

/** Under the codec's key: the outbox shows no more than Temporal's own history does. */
export const sealPayload = (codecKey: Buffer, messageId: string, content: OutboxPayload): string =>
  sealText(codecKey, place(messageId), JSON.stringify(content)).toString('base64');

/** Opens by whichever of the codec's keys sealed it. Throws when none did, or it was altered. */
export function openPayload(codecKeys: readonly Buffer[], messageId: string, payload: string): OutboxPayload {
  let failure: unknown = new Error('There is no codec key.');
  for (const key of codecKeys)
    try {
      return JSON.parse(openText(key, place(messageId), Buffer.from(payload, 'base64'))) as OutboxPayload;
    } catch (error) {
      failure = error;
    }
  throw failure;
}
