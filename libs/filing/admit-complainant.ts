import { timingSafeEqual } from 'node:crypto';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import type { Databases } from '#persistence/data-source.js';
import { findFiling } from '#persistence/filing-store.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import type { Time } from '#settings/time.js';
import type { Keyring } from '#vault/keyring.js';
import { receiptHash, receiptKeyPair } from '#vault/receipt-code.js';
import type { ReadFilingContext } from './filing-context.js';
import type { Opener } from './case-texts.js';
import { parseReference } from './reference.js';

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
}

const NOBODY = Buffer.alloc(32);

/**
 * Admits whoever has the receipt code. A wrong code and an unknown reference cost the same hash, the same query and
 * the same comparison, and end alike.
 */
export async function admit(
  typedReference: string,
  code: string,
  { databases, keyring }: ComplainantDependencies,
): Promise<Admitted | null> {
  const key = keyring.secret('receipt-code');
  const given = Buffer.from(receiptHash(key, code), 'hex');
  const filing = await findFiling(databases.main.manager, parseReference(typedReference) ?? '');
  const isRight = timingSafeEqual(given, filing === null ? NOBODY : Buffer.from(filing.receiptHash, 'hex'));
  if (!isRight || filing === null) return null;
  const { reference, stream } = filing;
  return { reference, stream, opener: { recipient: 'receipt', keyPair: receiptKeyPair(key, code) } };
}

/** The whole stream of the case, in order. */
export const readEvents = async (
  { databases }: ComplainantDependencies,
  { stream }: Admitted,
): Promise<ComplaintEvent[]> => (await readStream(databases.main.manager, stream)).map(toEvent);
