import { timingSafeEqual } from 'node:crypto';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { Databases } from '#persistence/data-source.js';
import { findFiling } from '#persistence/filing-store.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import type { Time } from '#settings/time.js';
import { heldInMemory } from '#vault/key-holder.js';
import type { Keyring } from '#vault/keyring.js';
import { receiptHash, receiptKeyPair } from '#vault/receipt-code.js';
import type { ReadFilingContext } from './filing-context.js';
import type { Opener } from './case-texts.js';
import { typedReference } from './typed-reference.js';

export interface ComplainantDependencies {
  databases: Pick<Databases, 'main' | 'keys'>;
  /** Holding `receipt-code`, `intake-signing` and `codec`. */
  keyring: Keyring;
  time: Time;
  context: ReadFilingContext;
}

/** Whoever has shown the receipt code of a case. */
export interface Admitted {
  reference: string;
  stream: string;
  opener: Opener;
  /** The version of the key of receipt codes that the case was filed under. */
  receiptKey: Buffer;
}

const NOBODY = Buffer.alloc(32);

/**
 * Admits whoever has the receipt code. A wrong code and an unknown reference cost the same hashes, the same query and
 * the same comparisons, whichever version of the key the case was filed under, and end alike.
 */
export async function admit(
  typed: string,
  code: string,
  { databases, keyring, time }: Omit<ComplainantDependencies, 'context'>,
): Promise<Admitted | null> {
  const filing = await findFiling(databases.main.manager, await typedReference(typed, { databases, time }));
  const kept = filing === null ? NOBODY : Buffer.from(filing.receiptHash, 'hex');
  const [receiptKey] = keyring
    .secrets('receipt-code')
    .filter((key) => timingSafeEqual(Buffer.from(receiptHash(key, code), 'hex'), kept));
  if (receiptKey === undefined || filing === null) return null;
  const { reference, stream } = filing;
  const pair = receiptKeyPair(receiptKey, code);
  return {
    reference,
    stream,
    receiptKey,
    opener: { recipient: 'receipt', holder: heldInMemory(() => [pair]) },
  };
}

/** The whole stream of the case, in order. */
export const readEvents = async (
  { databases }: ComplainantDependencies,
  { stream }: Admitted,
): Promise<ComplaintEvent[]> => (await readStream(databases.main.manager, stream)).map(toEvent);
