import { randomUUID } from 'node:crypto';
import type { ComplaintEvent } from '#domain/complaint/complaint-event.js';
import { receiptAt } from '#domain/complaint/receipt.js';
import type { Instant } from '#domain/time/instant.js';
import { chain, complaintStream, GENESIS } from '#ledger/ledger.js';
import { ledgerSeal } from '#ledger/seal.js';
import { type Databases, transaction } from '#persistence/data-source.js';
import { giveEvidence } from '#persistence/evidence-store.js';
import { type FilingRows, insertFiling, takenBy } from '#persistence/filing-store.js';
import { insertWrappedKeys, removeWrappedKeys } from '#persistence/wrapped-key-store.js';
import type { Time } from '#settings/time.js';
import { keyIdOf } from '#vault/key-id.js';
import type { Keyring } from '#vault/keyring.js';
import { newReceiptCode, receiptHash, receiptKeyPair } from '#vault/receipt-code.js';
import { wordTokens } from '#vault/word-index.js';
import type { FilingRequest } from './complaint-input.js';
import { wrapFileKeys } from './case-evidence.js';
import { filingAnswer, type FilingAnswer, type FilingRefused } from './filing-answer.js';
import type { FilingContext, ReadFilingContext } from './filing-context.js';
import { sealFiling, textsOf } from './filing-texts.js';
import { sealPayload } from './outbox-payload.js';
import { newReference } from './reference.js';
import { wordsOfFiling } from './words-of-filing.js';
import { answerAgain, type Repetition, repetitionOf } from './repetition.js';

export interface FilingDependencies {
  databases: Pick<Databases, 'main' | 'keys'>;
  /** Holding `receipt-code`, `search-index`, `codec` and `ledger-seal`. */
  keyring: Keyring;
  time: Time;
  context: ReadFilingContext;
}

const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64');

/**
 * Files a complaint: sealed texts, entry 1 of its ledger and the order to start its workflow, all or nothing. Data
 * keys are stored first, in their own database; those of a filing that is then refused go again.
 * Throws only when a database cannot be reached.
 */
export async function fileComplaint(
  request: FilingRequest,
  deps: FilingDependencies,
): Promise<FilingAnswer | FilingRefused> {
  const [receiptKey, ...earlierKeys] = deps.keyring.secrets('receipt-code');
  if (receiptKey === undefined) throw new Error('There is no key of receipt codes.');
  const at = deps.time.now();
  const context = await deps.context(at);
  // A retry may come after the key was changed: under the earlier ones nothing would collide below.
  for (const key of earlierKeys) {
    const before = repetitionOf(request, key);
    const same = before && (await answerAgain(before, deps.databases));
    if (same !== null) return same;
  }
  const repetition = repetitionOf(request, receiptKey);
  for (;;)
    try {
      return await fileOnce(request, repetition, receiptKey, context, at, deps);
    } catch (error) {
      if (takenBy(error) === null) throw error;
      // Most are sent once, so nothing is looked up beforehand. A reference that is taken is drawn again.
      const same = repetition && (await answerAgain(repetition, deps.databases));
      if (same !== null) return same;
    }
}

async function fileOnce(
  request: FilingRequest,
  repetition: Repetition | null,
  receiptKey: Buffer,
  context: FilingContext,
  at: Instant,
  { databases, keyring }: FilingDependencies,
): Promise<FilingAnswer | FilingRefused> {
  const { complaint, channel, desk, evidence = [] } = request;
  const { policy, hash: policyHash } = context.inForce;
  const category = policy.categories.find(({ id }) => id === complaint.category);
  if (category === undefined) return { refused: 'CategoryUnknown' };

  const receiptCode = repetition?.receiptCode ?? newReceiptCode();
  const { publicKey: receiptPublicKey } = receiptKeyPair(receiptKey, receiptCode);
  const filedAt = desk?.receivedAt ?? at;
  const reference = newReference(policy.agency.referencePrefix, filedAt);
  const { mode } = complaint.identity;

  const author = desk === undefined ? 'complainant' : `staff:${desk.staff}`;
  const { texts, commitments, wrapped, narrativeKey } = sealFiling(
    textsOf(request, context.names),
    mode,
    { publicKeys: keyring.publicKeys, receiptPublicKey },
    { reference, author, createdAt: at },
  );

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
      deemedReceivedAt: receiptAt(channel, filedAt, context.calendar),
      policyHash,
      ...(request.retaliationOf !== undefined && { retaliationOf: request.retaliationOf }),
      ...(mode === 'anonymous' && complaint.anonymousBasis && { anonymousBasis: complaint.anonymousBasis }),
      commitments,
      ...(evidence.length > 0 && { evidence: evidence.map(({ ref }) => ref) }),
    },
  };
  const [entry] = chain(GENESIS, [event], complaintStream(reference), ledgerSeal(keyring));
  if (entry === undefined) throw new Error('An event makes an entry.');
  const messageId = randomUUID();

  const fileKeys = evidence.flatMap(({ key, originalKey, ref: { id } }) =>
    wrapFileKeys(
      { id, key: fromBase64(key), original: originalKey === null ? null : { key: fromBase64(originalKey) } },
      reference,
      { name: 'narrative', key: narrativeKey },
      { custodian: keyring.publicKeys.custodian, receipt: receiptPublicKey },
    ),
  );

  await insertWrappedKeys(databases.keys, reference, [...wrapped, ...fileKeys], receiptPublicKey.raw);
  try {
    const rows: FilingRows = {
      filing: event.body,
      receiptHash: receiptHash(receiptKey, receiptCode),
      receiptKeyId: keyIdOf(receiptKey),
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
      searchTokens: wordTokens(keyring.secret('search-index'), wordsOfFiling(complaint)),
    };
    if (evidence.length === 0) await insertFiling(databases.main.manager, rows);
    else
      await transaction(databases.main, async (manager) => {
        await insertFiling(manager, rows);
        await giveEvidence(
          manager,
          evidence.map(({ ref }) => ref.id),
          { reference, commandId: messageId },
        );
      });
  } catch (error) {
    // A lost connection may hide a commit: only what the database refused is certain to have left nothing.
    if (takenBy(error) !== null) await removeWrappedKeys(databases.keys, reference);
    throw error;
  }
  return filingAnswer(event, receiptCode, { policy, calendar: context.calendar });
}
