import { randomUUID } from 'node:crypto';
import { startClock } from '#domain/clock/reckon.js';
import type { Calendar } from '#domain/clock/calendar.js';
import { receiptAt } from '#domain/complaint/receipt.js';
import type { DataRequestEvent, DataRequestOpening } from '#domain/data-request/data-request-event.js';
import {
  dataRequestClock,
  dataRequestRules,
  type DataRequestPolicy,
} from '#domain/data-request/data-request-policy.js';
import { beginDataRequest } from '#domain/data-request/evolve.js';
import type { Instant } from '#domain/time/instant.js';
import { dataRequestStream } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { findDataRequestByIdempotency, insertDataRequest } from '#persistence/data-request-store.js';
import { takenBy } from '#persistence/filing-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { appendFact } from '#persistence/ledger-store.js';
import { insertOutbox } from '#persistence/outbox-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import { insertSealedText } from '#persistence/sealed-text-store.js';
import { insertWrappedKeys, removeWrappedKeys } from '#persistence/wrapped-key-store.js';
import { keyIdOf } from '#vault/key-id.js';
import { receiptHash, receiptKeyPair } from '#vault/receipt-code.js';
import type { AskedFor, DataRequestInput } from './data-request-input.js';
import type { Subjects } from './complaint-input.js';
import type { FilingDependencies } from './file-complaint.js';
import { sealFiling } from './filing-texts.js';
import { matchSubjects } from './name-matching.js';
import { sealPayload } from './outbox-payload.js';
import { newReference } from './reference.js';
import { type Repetition, repetitionOf } from './repetition.js';

/** What somebody who asked is given. */
export interface DataRequestReceipt {
  reference: string;
  receiptCode: string;
  filedAt: Instant;
  receivedAt: Instant;
  dueAt: Instant;
}

export interface DataRequestFiling {
  request: DataRequestInput;
  /** At least 122 random bits: a repeated request gets the first one's answer. */
  idempotencyKey: string;
}

/** When the answer is due, as the workflow will reckon it. */
export const answerDueAt = (
  { receivedAt }: Pick<DataRequestOpening, 'receivedAt'>,
  dataRequests: DataRequestPolicy,
  calendar: Calendar,
): Instant =>
  startClock(dataRequestClock(dataRequests), { startedAt: receivedAt, countsFrom: receivedAt }, calendar)
    .dueAt;

/**
 * Files a request for the own data: sealed texts, entry 1 of its ledger and the order to start its workflow, all or
 * nothing. It looks at no case, and takes as long whatever there is of the requester. Throws only when a database
 * cannot be reached.
 */
export async function fileDataRequest(
  filing: DataRequestFiling,
  deps: FilingDependencies,
): Promise<DataRequestReceipt | { refused: 'IdempotencyKeyReused' }> {
  const [receiptKey] = deps.keyring.secrets('receipt-code');
  if (receiptKey === undefined) throw new Error('There is no key of receipt codes.');
  const before = await repeatedDataRequest(filing, deps);
  if (before !== null) return before;
  const repeated = repetition(filing, receiptKey);
  for (;;)
    try {
      return await fileOnce(filing.request, repeated, receiptKey, deps);
    } catch (error) {
      if (takenBy(error) === null) throw error;
      // A reference that is taken is drawn again.
      const same = await answerAgain(repeated, deps.databases);
      if (same !== null) return same;
    }
}

/** What a request with this key was answered before; null when it is the first. */
export async function repeatedDataRequest(
  filing: DataRequestFiling,
  { keyring, databases }: Pick<FilingDependencies, 'keyring' | 'databases'>,
): Promise<DataRequestReceipt | { refused: 'IdempotencyKeyReused' } | null> {
  // A retry may come after the key of receipt codes was changed.
  for (const key of keyring.secrets('receipt-code')) {
    const same = await answerAgain(repetition(filing, key), databases);
    if (same !== null) return same;
  }
  return null;
}

function repetition(filing: DataRequestFiling, key: Buffer): Repetition {
  const repeated = repetitionOf(filing, key);
  if (repeated === null) throw new Error('A request for data has an idempotency key.');
  return repeated;
}

async function answerAgain(
  { keyHash, bodyHash, receiptCode }: Repetition,
  { main: { manager } }: Pick<Databases, 'main'>,
): Promise<DataRequestReceipt | { refused: 'IdempotencyKeyReused' } | null> {
  const earlier = await findDataRequestByIdempotency(manager, keyHash);
  if (earlier === null) return null;
  if (earlier.bodyHash !== bodyHash) return { refused: 'IdempotencyKeyReused' };
  const { reference, receivedAt, policyHash } = earlier.state;
  const policy = await readPolicy(manager, policyHash);
  const dueAt = answerDueAt({ receivedAt }, dataRequestRules(policy), await readCalendar(manager, policy));
  return { reference, receiptCode, filedAt: earlier.filedAt, receivedAt, dueAt };
}

async function fileOnce(
  { name, email, phone, asked, language }: DataRequestInput,
  { receiptCode, keyHash, bodyHash }: Repetition,
  receiptKey: Buffer,
  { databases, keyring, time, context }: FilingDependencies,
): Promise<DataRequestReceipt> {
  const at = time.now();
  const { inForce, calendar, names } = await context(at);
  const { policy, hash: policyHash } = inForce;
  const reference = newReference(policy.agency.referencePrefix, at);
  const { publicKey: receiptPublicKey } = receiptKeyPair(receiptKey, receiptCode);
  const words: AskedFor = { asked };
  // Whoever is named may be whom a complaint of the requester is about, which nobody may look up: they are kept out.
  const subjects: Subjects = { accused: [], matches: matchSubjects({ subject: '', details: asked }, names) };
  const { texts, commitments, wrapped } = sealFiling(
    {
      narrative: JSON.stringify(words),
      identity: JSON.stringify({ name }),
      subjects: JSON.stringify(subjects),
      ...((email || phone) && { contact: JSON.stringify({ email, phone }) }),
    },
    // Whoever asks for data says who they are: those who answer have to know.
    'named',
    { publicKeys: keyring.publicKeys, receiptPublicKey },
    { reference, author: 'requester', createdAt: at },
  );
  const received: DataRequestEvent<'DataRequestReceived'> = {
    type: 'DataRequestReceived',
    schemaVersion: 1,
    at,
    actor: 'requester',
    body: {
      reference,
      policyHash,
      receivedAt: receiptAt('web', at, calendar),
      language,
      mayBeMailed: Boolean(email),
      commitments: { ...commitments },
    },
  };
  const messageId = randomUUID();
  const payload = sealPayload(keyring.secret('codec'), messageId, { asked: received });

  await insertWrappedKeys(databases.keys, reference, wrapped, receiptPublicKey.raw);
  try {
    await transaction(databases.main, async (manager) => {
      const row = {
        state: beginDataRequest(received),
        receiptHash: receiptHash(receiptKey, receiptCode),
        receiptKeyId: keyIdOf(receiptKey),
        idempotencyHash: keyHash,
        bodyHash,
      };
      await insertDataRequest(manager, row, at);
      for (const text of texts) await insertSealedText(manager, text);
      await appendFact(manager, dataRequestStream(reference), received, ledgerSeal(keyring));
      await insertOutbox(manager, { messageId, reference, kind: 'start', payload }, at);
    });
  } catch (error) {
    // A lost connection may hide a commit: only what the database refused is certain to have left nothing.
    if (takenBy(error) !== null) await removeWrappedKeys(databases.keys, reference);
    throw error;
  }
  const { receivedAt } = received.body;
  return {
    reference,
    receiptCode,
    filedAt: at,
    receivedAt,
    dueAt: answerDueAt(received.body, dataRequestRules(policy), calendar),
  };
}
