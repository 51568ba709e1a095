import { createHmac } from 'node:crypto';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import type { Databases } from '#persistence/data-source.js';
import { findFilingByIdempotency } from '#persistence/filing-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { deriveReceiptCode } from '#vault/receipt-code.js';
import { filingAnswer, type FilingAnswer, type FilingRefused } from './filing-answer.js';

/** The request's idempotency key and body as keyed hashes, and the code that they always get. */
export interface Repetition {
  keyHash: string;
  bodyHash: string;
  receiptCode: string;
}

/** `key`: of receipt codes. Null where the request may be sent only once. */
export function repetitionOf(
  request: { idempotencyKey?: string | undefined },
  key: Buffer,
): Repetition | null {
  const { idempotencyKey, ...body } = request;
  if (idempotencyKey === undefined) return null;
  const mac = (use: string, text: string): string =>
    createHmac('sha256', key).update(`${use}:${text}`).digest('hex');
  const bodyHash = mac('body', canonicalJson(body));
  return {
    keyHash: mac('idempotency', idempotencyKey),
    bodyHash,
    receiptCode: deriveReceiptCode(key, idempotencyKey, bodyHash),
  };
}

/** What the request was answered before; null when it is the first with its key. */
export async function answerAgain(
  repetition: Repetition,
  { main: { manager } }: Pick<Databases, 'main'>,
): Promise<FilingAnswer | FilingRefused | null> {
  const earlier = await findFilingByIdempotency(manager, repetition.keyHash);
  if (earlier === null) return null;
  if (earlier.bodyHash !== repetition.bodyHash) return { refused: 'IdempotencyKeyReused' };
  const [entry] = await readStream(manager, earlier.stream);
  if (entry === undefined) throw new Error(`The filing ${earlier.reference} has no ledger.`);
  const event = toEvent(entry) as ComplaintEvent<'ComplaintReceived'>;
  const policy = await readPolicy(manager, event.body.policyHash);
  const calendar = await readCalendar(manager, policy);
  return { ...filingAnswer(event, repetition.receiptCode, { policy, calendar }), isRepeated: true };
}
