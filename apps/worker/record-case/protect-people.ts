import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { begin } from '#domain/protection/evolve.js';
import type { ProtectionParams } from '#domain/protection/protection-command.js';
import type { ProtectionEvent, ProtectionOpening } from '#domain/protection/protection-event.js';
import type { Instant } from '#domain/time/instant.js';
import { sealPayload, type OutboxPayload } from '#filing/outbox-payload.js';
import { protectionStream } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { appendFact } from '#persistence/ledger-store.js';
import { insertOutbox } from '#persistence/outbox-store.js';
import { protectionsOf, rememberProtectedStaff, upsertProtection } from '#persistence/protection-store.js';
import type { Keyring } from '#vault/keyring.js';
import { pseudonyms } from '#vault/pseudonym.js';
import { signCommand } from '#vault/signature.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';

/** The transaction that records a command on a case, and what it stands on. */
interface Surroundings {
  manager: EntityManager;
  keyring: Keyring;
  at: Instant;
}

async function leaveWord(
  { manager, keyring, at }: Surroundings,
  reference: string,
  kind: 'start' | 'command',
  payloadOf: (messageId: string) => OutboxPayload,
): Promise<void> {
  const messageId = randomUUID();
  const payload = sealPayload(keyring.secret('codec'), messageId, payloadOf(messageId));
  await insertOutbox(manager, { messageId, reference, kind, payload }, at);
}

/** Writes entry 1 of the protection and leaves the order to start its workflow. */
async function protect(surroundings: Surroundings, body: ProtectionOpening): Promise<void> {
  const { manager, keyring, at } = surroundings;
  const opened: ProtectionEvent<'ProtectionOpened'> = {
    type: 'ProtectionOpened',
    schemaVersion: 1,
    at,
    actor: 'system',
    body,
  };
  await appendFact(manager, protectionStream(body.id), opened, ledgerSeal(keyring));
  await upsertProtection(manager, begin(opened), at);
  await leaveWord(surroundings, body.reference, 'start', () => ({ opened }));
}

/** Every complainant is protected from the opening of the case on. `staff`: ids of the staff whom the name fits. */
export async function protectComplainant(
  surroundings: Surroundings,
  { reference, filing }: ComplaintState,
  staff: readonly string[],
): Promise<void> {
  const { identityMode, mayBeMailed, policyHash } = filing;
  await protect(surroundings, {
    id: reference,
    reference,
    person: 'complainant',
    identityMode,
    mayBeMailed,
    policyHash,
    isStaff: staff.length > 0,
  });
  const tokenOf = pseudonyms(surroundings.keyring.secret('protected-staff'));
  await rememberProtectedStaff(
    surroundings.manager,
    reference,
    staff.map((id) => tokenOf('person', id)),
  );
}

/** A witness is protected from being named on. */
export async function protectWitness(
  surroundings: Surroundings,
  events: readonly ComplaintEvent[],
  { reference, filing: { policyHash } }: ComplaintState,
): Promise<void> {
  for (const event of events)
    if (event.type === 'WitnessNamed')
      await protect(surroundings, {
        id: `${reference}-w${event.body.witness}`,
        reference,
        person: 'witness',
        identityMode: 'confidential',
        mayBeMailed: false,
        policyHash,
        isStaff: false,
      });
}

/** Leaves word for everybody who is protected in the case of what became of it. */
export async function tellProtections(
  surroundings: Surroundings,
  changes: readonly ProtectionParams['follow-case']['change'][],
  reference: string,
): Promise<void> {
  if (changes.length === 0) return;
  const { manager, keyring, at } = surroundings;
  const going = (await protectionsOf(manager, reference)).filter(({ endedAt }) => endedAt === null);
  for (const { id } of going)
    for (const change of changes)
      await leaveWord(surroundings, reference, 'command', (messageId) => {
        const ofProtection: ProtectionUpdate = {
          name: 'follow-case',
          id: messageId,
          actor: { kind: 'system' },
          at,
          params: { change },
        };
        const signature = signCommand(keyring.signer('worker-signing'), protectionStream(id), ofProtection);
        return { protection: id, ofProtection, signature };
      });
}
