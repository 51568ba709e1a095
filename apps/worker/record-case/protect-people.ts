import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { ComplaintState } from '#domain/complaint/complaint-state.js';
import { begin } from '#domain/protection/evolve.js';
import type { ProtectionParams } from '#domain/protection/protection-command.js';
import type { ProtectionEvent, ProtectionOpening } from '#domain/protection/protection-event.js';
import { protectionStream } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { appendFact } from '#persistence/ledger-store.js';
import { protectionsOf, rememberProtectedStaff, upsertProtection } from '#persistence/protection-store.js';
import { protectedStaffToken } from '#vault/protected-staff-token.js';
import { leaveForProtection, leaveWord, type Surroundings } from '../leave-word.js';

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
  const key = surroundings.keyring.secret('protected-staff');
  await rememberProtectedStaff(
    surroundings.manager,
    reference,
    staff.map((id) => protectedStaffToken(key, id, reference)),
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
  const going = (await protectionsOf(surroundings.manager, reference)).filter(
    ({ endedAt }) => endedAt === null,
  );
  for (const one of going)
    for (const change of changes) await leaveForProtection(surroundings, one, 'follow-case', { change });
}
