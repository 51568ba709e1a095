import { createHmac, randomUUID } from 'node:crypto';
import { deemedReceipt } from '#domain/clock/reckon.js';
import type { RunningClock } from '#domain/clock/running-clock.js';
import { reckonClocks } from '#domain/complaint/clockwork.js';
import type { ComplaintEvent, Filing } from '#domain/complaint/complaint-event.js';
import { receive } from '#domain/complaint/evolve.js';
import type { Policy } from '#domain/policy/policy.js';
import type { Instant } from '#domain/time/instant.js';
import { canonicalJson } from '#ledger/canonical-json.js';
import { chain, complaintStream, GENESIS } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import type { Databases } from '#persistence/data-source.js';
import {
  findFilingByIdempotency,
  insertFiling,
  takenBy,
  type FilingRecord,
} from '#persistence/filing-store.js';
import { readCalendar } from '#persistence/holiday-store.js';
import { readStream, toEvent } from '#persistence/ledger-store.js';
import { readPolicy } from '#persistence/policy-store.js';
import type { SealedText } from '#persistence/sealed-text-store.js';
import { insertWrappedKeys, removeWrappedKeys } from '#persistence/wrapped-key-store.js';
import type { Time } from '#settings/time.js';
import { commitment } from '#vault/commitment.js';
import type { Keyring } from '#vault/keyring.js';
import type { Purpose } from '#vault/purpose.js';
import { deriveReceiptCode, newReceiptCode, receiptHash, receiptKeyPair } from '#vault/receipt-code.js';
import { newDataKeys } from '#vault/sealing.js';
import { wordTokens } from '#vault/word-index.js';
import { sealed } from './case-texts.js';
import type { Contact, FilingRequest, Identity, Narrative, Subjects } from './complaint-input.js';
import type { FilingContext, ReadFilingContext } from './filing-context.js';
import { matchSubjects } from './name-matching.js';
import { sealPayload } from './outbox-payload.js';
import { newReference } from './reference.js';

export interface FilingDependencies {
  databases: Pick<Databases, 'main' | 'keys'>;
  /** Holding `receipt-code`, `search-index`, `codec` and `ledger-seal`. */
  keyring: Keyring;
  time: Time;
  context: ReadFilingContext;
}

/** What a complainant gets back. */
export interface FilingAnswer {
  reference: string;
  receiptCode: string;
  filedAt: Instant;
  deemedReceivedAt: Instant;
  clocks: Pick<RunningClock, 'id' | 'dueAt' | 'why'>[];
  /** A retry of a filing that had been stored before. */
  isRepeated: boolean;
}

/** Nothing was stored, because of what the request says. */
export interface FilingRefused {
  refused: 'CategoryUnknown' | 'IdempotencyKeyReused';
}

export const isFilingRefused = (answer: FilingAnswer | FilingRefused): answer is FilingRefused =>
  'refused' in answer;

/** The fields of the object that say something; null when none does. */
function said<T extends object>(fields: T): T | null {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? null : (Object.fromEntries(given) as T);
}

/** The texts of a filing by purpose, which is also their kind. */
function textsOf(
  { complaint, desk }: FilingRequest,
  context: FilingContext,
): Partial<Record<Purpose, string>> {
  const { subject, details, occurredOn, place, unit, identity } = complaint;
  const isAnonymous = identity.mode === 'anonymous';
  const narrative: Narrative = {
    subject,
    details,
    occurredOn,
    place,
    unit,
    letterNumber: desk?.letterNumber,
  };
  const subjects: Subjects = {
    accused: complaint.accused ?? [],
    matches: matchSubjects(complaint, context.names),
  };
  const { email, phone, address, name, nationalId } = identity;
  const contact: Contact | null = said({ email, phone, address });
  // Whoever chose to be anonymous is never known, even where the form was filled in before choosing.
  const person: Identity | null = isAnonymous ? null : said({ name, nationalId });
  return {
    narrative: JSON.stringify(said(narrative)),
    subjects: JSON.stringify(subjects),
    ...(contact && { contact: JSON.stringify(contact) }),
    ...(person && { identity: JSON.stringify(person) }),
  };
}

/** The clocks that the filing starts, as the worker will start them. */
export function firstClocks(
  event: ComplaintEvent<'ComplaintReceived'>,
  policy: Policy,
  calendar: FilingContext['calendar'],
): FilingAnswer['clocks'] {
  const state = receive(event);
  const started = reckonClocks(state, [event], state, {
    policy,
    calendar,
    directory: { people: [], units: [] },
  });
  return (started?.clocks ?? []).map(({ id, dueAt, why }) => ({ id, dueAt, why }));
}

const answerOf = (filing: Filing, receiptCode: string, clocks: FilingAnswer['clocks']): FilingAnswer => ({
  reference: filing.reference,
  receiptCode,
  filedAt: filing.filedAt,
  deemedReceivedAt: filing.deemedReceivedAt,
  clocks,
  isRepeated: false,
});

/** The request's idempotency key and body as keyed hashes, and the code that they always get. */
interface Repetition {
  keyHash: string;
  bodyHash: string;
  receiptCode: string;
}

function repetitionOf(request: FilingRequest, key: Buffer): Repetition | null {
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

async function answerAgain(
  earlier: FilingRecord,
  repetition: Repetition,
  { databases }: FilingDependencies,
): Promise<FilingAnswer | FilingRefused> {
  if (earlier.bodyHash !== repetition.bodyHash) return { refused: 'IdempotencyKeyReused' };
  const { manager } = databases.main;
  const [entry] = await readStream(manager, earlier.stream);
  if (entry === undefined) throw new Error(`The filing ${earlier.reference} has no ledger.`);
  const event = toEvent(entry) as ComplaintEvent<'ComplaintReceived'>;
  const policy = await readPolicy(manager, event.body.policyHash);
  const clocks = firstClocks(event, policy, await readCalendar(manager, policy));
  return { ...answerOf(event.body, repetition.receiptCode, clocks), isRepeated: true };
}

/**
 * Files a complaint: sealed texts, entry 1 of its ledger and the order to start its workflow, all or nothing. Data
 * keys are stored first, in their own database; those of a filing that is then refused go again.
 * Throws only when a database cannot be reached.
 */
export async function fileComplaint(
  request: FilingRequest,
  deps: FilingDependencies,
): Promise<FilingAnswer | FilingRefused> {
  const { main } = deps.databases;
  const receiptKey = deps.keyring.secret('receipt-code');
  const at = deps.time.now();
  const context = await deps.context(at);
  const repetition = repetitionOf(request, receiptKey);
  const repeated = async (): Promise<FilingAnswer | FilingRefused | null> => {
    if (repetition === null) return null;
    const earlier = await findFilingByIdempotency(main.manager, repetition.keyHash);
    return earlier && answerAgain(earlier, repetition, deps);
  };

  const earlier = await repeated();
  if (earlier !== null) return earlier;
  for (;;)
    try {
      return await fileOnce(request, repetition, context, at, deps);
    } catch (error) {
      const taken = takenBy(error);
      if (taken === null) throw error;
      // Two of one kind at once: the other one was first. A reference that is taken is drawn again.
      const same = await repeated();
      if (same !== null) return same;
    }
}

async function fileOnce(
  request: FilingRequest,
  repetition: Repetition | null,
  context: FilingContext,
  at: Instant,
  { databases, keyring }: FilingDependencies,
): Promise<FilingAnswer | FilingRefused> {
  const { complaint, channel, desk } = request;
  const { policy, hash: policyHash } = context.inForce;
  const category = policy.categories.find(({ id }) => id === complaint.category);
  if (category === undefined) return { refused: 'CategoryUnknown' };

  const receiptKey = keyring.secret('receipt-code');
  const receiptCode = repetition?.receiptCode ?? newReceiptCode();
  const { publicKey: receiptPublicKey } = receiptKeyPair(receiptKey, receiptCode);
  const filedAt = desk?.receivedAt ?? at;
  const reference = newReference(policy.agency.referencePrefix, filedAt);
  const { mode } = complaint.identity;

  const plaintexts = Object.entries(textsOf(request, context)) as [Purpose, string][];
  const purposes = plaintexts.map(([purpose]) => purpose);
  const { dataKeys, wrapped } = newDataKeys(mode, purposes, keyring.publicKeys, receiptPublicKey);
  const author = desk === undefined ? 'complainant' : `staff:${desk.staff}`;
  const commitments: Filing['commitments'] = {};
  const texts = plaintexts.flatMap(([purpose, plaintext]): SealedText[] => {
    const dataKey = dataKeys[purpose];
    if (dataKey === undefined) return [];
    commitments[purpose] = commitment(dataKey, `${reference}|${purpose}`, plaintext);
    return [sealed(dataKey, { reference, purpose, kind: purpose, author, createdAt: at }, plaintext)];
  });

  const event: ComplaintEvent<'ComplaintReceived'> = {
    type: 'ComplaintReceived',
    schemaVersion: 1,
    at,
    actor: author,
    body: {
      reference,
      category: category.id,
      isIntegrity: category.isIntegrity,
      channel,
      identityMode: mode,
      language: complaint.language ?? 'th',
      mayBeMailed: Boolean(complaint.identity.email),
      filedAt,
      deemedReceivedAt: deemedReceipt(filedAt, context.calendar),
      policyHash,
      ...(mode === 'anonymous' && complaint.anonymousBasis && { anonymousBasis: complaint.anonymousBasis }),
      commitments,
    },
  };
  const [entry] = chain(GENESIS, [event], complaintStream(reference), ledgerSeal(keyring));
  if (entry === undefined) throw new Error('An event makes an entry.');
  const messageId = randomUUID();
  const { subject, details, place = '', accused = [] } = complaint;
  const words = [subject, details, place, ...accused.map(({ name = '' }) => name)].join(' ');

  await insertWrappedKeys(databases.keys, reference, wrapped, receiptPublicKey);
  try {
    await insertFiling(databases.main.manager, {
      filing: event.body,
      receiptHash: receiptHash(receiptKey, receiptCode),
      idempotencyHash: repetition?.keyHash ?? null,
      bodyHash: repetition?.bodyHash ?? null,
      createdBy: desk === undefined ? null : author,
      texts,
      entry,
      outbox: {
        messageId,
        reference,
        kind: 'start',
        payload: sealPayload(keyring.secret('codec'), messageId, { received: event }),
      },
      searchTokens: wordTokens(keyring.secret('search-index'), words),
    });
  } catch (error) {
    // A lost connection may hide a commit: only what the database refused is certain to have left nothing.
    if (takenBy(error) !== null) await removeWrappedKeys(databases.keys, reference);
    throw error;
  }
  return answerOf(event.body, receiptCode, firstClocks(event, policy, context.calendar));
}
