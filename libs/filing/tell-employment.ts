import type { Refusal } from '#domain/complaint/refusal.js';
import { permitProtection } from '#domain/protection/permit.js';
import type { Instant } from '#domain/time/instant.js';
import { protectionStream } from '#ledger/ledger.js';
import { insertOutbox, readOutbox } from '#persistence/outbox-store.js';
import { signCommand } from '#vault/signature.js';
import type { ProtectionUpdate } from '#workflows/protection/protection.contract.js';
import { admit, type ComplainantDependencies } from './admit-complainant.js';
import { keyedUuid } from './keyed-uuid.js';
import { openPayload, sealPayload } from './outbox-payload.js';
import { protectionOf } from './protection-of-complainant.js';
import { updateIn } from './told-to-protection.js';

type Telling = Extract<ProtectionUpdate, { name: 'tell-employment' }>;

/** The complainant's word. The same key with the same word is one command, however often it is sent. */
export interface Employment {
  idempotencyKey: string;
  worksHere: boolean;
}

/**
 * Leaves word for the protection's workflow whether the complainant works for the agency. Null: wrong code or unknown
 * reference, or nobody is protected there yet. A `Refusal`: the protection is over. 'IdempotencyKeyReused': the key came
 * before with the other word.
 */
export async function tellEmployment(
  reference: string,
  code: string,
  { idempotencyKey, worksHere }: Employment,
  deps: ComplainantDependencies,
): Promise<{ at: Instant } | Refusal | 'IdempotencyKeyReused' | null> {
  const admitted = await admit(reference, code, deps);
  const protection = admitted && (await protectionOf(admitted, deps));
  if (admitted === null || protection === null) return null;
  const { state } = protection;
  const { manager } = deps.databases.main;
  const at = deps.time.now();
  const id = keyedUuid(admitted.receiptKey, `${state.id}|employment|${idempotencyKey}`);
  const actor = { kind: 'complainant' } as const;
  const command: Telling = { name: 'tell-employment', id, actor, at, params: { worksHere } };

  const sentBefore = async (): Promise<{ at: Instant } | 'IdempotencyKeyReused' | null> => {
    const earlier = await readOutbox(manager, id);
    if (earlier === null) return null;
    const told = updateIn(openPayload(deps.keyring.secrets('codec'), id, earlier.payload));
    const isSame = told?.name === 'tell-employment' && told.params.worksHere === worksHere;
    return isSame ? { at: told.at } : 'IdempotencyKeyReused';
  };
  const before = await sentBefore();
  if (before !== null) return before;
  const refusal = permitProtection(state, command);
  if (refusal !== null) return refusal;

  const signature = signCommand(deps.keyring.signer('intake-signing'), protectionStream(state.id), command);
  const content = { protection: state.id, ofProtection: command, signature };
  const payload = sealPayload(deps.keyring.secret('codec'), id, content);
  const message = { messageId: id, reference: admitted.reference, kind: 'command', payload } as const;
  return (await insertOutbox(manager, message, at)) ? { at } : sentBefore();
}
